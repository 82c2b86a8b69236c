package org.clustershare.platform.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Precondition of a change, from the header {@code If-Match} (RFC 9110, section 13.1.1): the
 * resource still has a version that the client has seen. The transaction that makes the change
 * checks it, so no other change can come between. Jakarta REST's own check would run before the
 * transaction.
 */
public final class ExpectedVersion {
  private static final int MAX_LENGTH = 500;
  private static final String ANY = "*";
  private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";
  private static final Pattern TAGS = Pattern.compile(TAG + "(?:[ \\t]*,[ \\t]*" + TAG + ")*");
  private static final Pattern ONE = Pattern.compile(TAG);

  private final Optional<List<String>> accepted;

  private ExpectedVersion(Optional<List<String>> accepted) {
    this.accepted = accepted;
  }

  /** No condition. */
  public static ExpectedVersion any() {
    return new ExpectedVersion(Optional.empty());
  }

  /** Exactly this version. */
  public static ExpectedVersion version(long version) {
    return new ExpectedVersion(Optional.of(List.of(tag(version))));
  }

  /**
   * The precondition of a request; {@link #any} without the header.
   *
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST} if the header is neither {@code *}
   *     nor a list of entity tags
   */
  public static ExpectedVersion of(HttpHeaders headers) {
    return of(headers.getRequestHeader(HttpHeaders.IF_MATCH));
  }

  static ExpectedVersion of(@Nullable List<String> lines) {
    if (lines == null || lines.isEmpty()) {
      return any();
    }
    var value = String.join(",", lines).strip();
    if (value.equals(ANY)) {
      return any();
    }
    if (value.length() > MAX_LENGTH || !TAGS.matcher(value).matches()) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST,
          "The header If-Match must be * or the value of an ETag, with its quotes.");
    }
    return new ExpectedVersion(
        Optional.of(ONE.matcher(value).results().map(tag -> tag.group()).toList()));
  }

  /** The entity tag of a version, as the header {@code ETag} carries it. */
  public static String tag(long version) {
    return "\"%d\"".formatted(version);
  }

  /**
   * Checks the current version. A weak tag never matches (RFC 9110, section 8.8.3.2).
   *
   * @throws ProblemException {@link PlatformProblem#PRECONDITION_FAILED} if the client has not seen
   *     this version
   */
  public void check(long version) {
    if (accepted.filter(tags -> !tags.contains(tag(version))).isPresent()) {
      throw new ProblemException(PlatformProblem.PRECONDITION_FAILED);
    }
  }
}
