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

  public ProblemException(ProblemType type, Object... arguments) {
    this(null, type, arguments);
  }

  public ProblemException(@Nullable Throwable cause, ProblemType type, Object... arguments) {
    super(type.key(), cause);
    this.type = type;
    this.arguments = List.of(arguments);
  }

  /** The problem in an exception or in what caused it. */
  public static Optional<ProblemException> within(Throwable thrown) {
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

  /** The problem in the reader's language. */
  public Problem in(Locale locale) {
    return Problem.of(type, arguments, locale);
  }

  @Override
  public String getMessage() {
    return type.key() + " " + arguments;
  }
}
