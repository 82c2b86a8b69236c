package org.clustershare.platform.http;

import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Part of a list that a request asks for by its parameters {@code offset} and {@code limit}.
 *
 * @param offset the number of entries to skip
 * @param limit the maximum number of entries
 */
public record ListPart(int offset, int limit) {
  /** The maximum of either parameter, and the default of the limit. */
  public static final int LIMIT = 10_000;

  /** Header with the number of all entries. */
  public static final String TOTAL = "X-Total-Count";

  /**
   * Reads the parameters.
   *
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST} if one is not such a number
   */
  public static ListPart of(String offset, String limit) {
    return new ListPart(number(offset, "offset"), number(limit, "limit"));
  }

  private static int number(String text, String parameter) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LIMIT) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST,
          "%s must be a number from 0 to %d.".formatted(parameter, LIMIT));
    }
    return Integer.parseInt(text);
  }
}
