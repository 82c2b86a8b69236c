package org.clustershare.platform.problem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a problem that is told to the person or client who asked. Carries no secret:
 * its arguments are shown.
 */
public final class ProblemException extends RuntimeException {
  private final ProblemType type;
  private final transient List<Object> arguments;
  private final @Nullable String restartLink;

  public ProblemException(ProblemType type, Object... arguments) {
    this(null, type, arguments);
  }

  public ProblemException(@Nullable Throwable cause, ProblemType type, Object... arguments) {
    this(cause, type, List.of(arguments), null);
  }

  private ProblemException(
      @Nullable Throwable cause, ProblemType type, List<Object> arguments, @Nullable String again) {
    super(type.key(), cause);
    this.type = type;
    this.arguments = arguments;
    this.restartLink = again;
  }

  /** The problem in an exception or in what caused it. */
  public static Optional<ProblemException> find(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return Optional.of(problem);
      }
      if (cause instanceof ProblemSource source) {
        return Optional.of(source.problem());
      }
    }
    return Optional.empty();
  }

  public ProblemType type() {
    return type;
  }

  /**
   * The same problem, with a way to begin again.
   *
   * @param path an address of ours, from the slash on: never one that a request brought
   */
  public ProblemException withRestartLink(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw new IllegalArgumentException("not an address of ours");
    }
    return new ProblemException(this, type, arguments, path);
  }

  /** Where a person can begin again, when that helps. */
  public Optional<String> restartLink() {
    return Optional.ofNullable(restartLink);
  }

  /** See {@link ProblemType#retryAfter}. */
  public Optional<String> retryAfter() {
    return type.retryAfter();
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
