package org.clustershare.platform.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The condition under which a change is made (RFC 9110, section 13.1.1): the thing still has one of
 * the versions that the client has seen. It travels into the transaction that makes the change and
 * is checked there, so that nothing can come between; Jakarta REST's own check would come before.
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

  /** That version and no other. */
  public static ExpectedVersion version(long version) {
    return new ExpectedVersion(Optional.of(List.of(tag(version))));
  }

  /**
   * What a request asks for; no condition when it has no such header.
   *
   * @throws ProblemException {@link PlatformProblem#BAD_REQUEST} when the header is no list of
   *     entity tags and not {@code *}
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
          "The header If-Match must be * or what an ETag said, with its quotes.");
    }
    return new ExpectedVersion(
        Optional.of(ONE.matcher(value).results().map(tag -> tag.group()).toList()));
  }

  /** The entity tag of a version, as the header {@code ETag} carries it. */
  public static String tag(long version) {
    return "\"%d\"".formatted(version);
  }

  /**
   * Lets a change go on when the version is an accepted one. A weak tag never is (RFC 9110, section
   * 8.8.3.2).
   *
   * @throws ProblemException {@link PlatformProblem#PRECONDITION_FAILED}
   */
  public void check(long version) {
    if (accepted.filter(tags -> !tags.contains(tag(version))).isPresent()) {
      throw new ProblemException(PlatformProblem.PRECONDITION_FAILED);
    }
  }
}
