package org.clustershare.platform.problem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a problem that the caller sees. Its arguments are shown, so they must not
 * contain secrets.
 */
public final class ProblemException extends RuntimeException {
  private final ProblemType type;
  private final transient List<Object> arguments;
  private final @Nullable String restartLink;
  private final @Nullable String retryAfter;

  public ProblemException(ProblemType type, Object... arguments) {
    this(null, type, arguments);
  }

  public ProblemException(@Nullable Throwable cause, ProblemType type, Object... arguments) {
    this(cause, type, List.of(arguments), null, null);
  }

  private ProblemException(
      @Nullable Throwable cause,
      ProblemType type,
      List<Object> arguments,
      @Nullable String restartLink,
      @Nullable String retryAfter) {
    super(type.key(), cause);
    this.type = type;
    this.arguments = arguments;
    this.restartLink = restartLink;
    this.retryAfter = retryAfter;
  }

  /** Finds the problem in an exception or its causes; an outage of the database is one, too. */
  public static Optional<ProblemException> find(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return Optional.of(problem);
      }
      if (cause instanceof ProblemSource source) {
        return Optional.of(source.problem());
      }
    }
    return DatabaseOutage.isCauseOf(thrown)
        ? Optional.of(DatabaseOutage.problem(thrown))
        : Optional.empty();
  }

  public ProblemType type() {
    return type;
  }

  /**
   * Returns the same problem with a link at which the person can start again.
   *
   * @param path a path on this server that begins with one slash, never one from the request
   */
  public ProblemException withRestartLink(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw new IllegalArgumentException("not a path on this server");
    }
    return new ProblemException(this, type, arguments, path, retryAfter);
  }

  /** Returns the same problem with the seconds after which the same request succeeds. */
  public ProblemException withRetryAfter(int seconds) {
    return new ProblemException(this, type, arguments, restartLink, String.valueOf(seconds));
  }

  /** The path at which a person can start again; empty if that does not help. */
  public Optional<String> restartLink() {
    return Optional.ofNullable(restartLink);
  }

  /**
   * The header {@code Retry-After}: {@link #withRetryAfter}, else {@link ProblemType#retryAfter}.
   */
  public Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter).or(type::retryAfter);
  }

  /** The problem in the reader's language. */
  public Problem in(Locale locale) {
    return Problem.of(type, arguments, locale);
  }

  @Override
  public String getMessage() {
    return type.key() + " " + arguments;
  }
}
