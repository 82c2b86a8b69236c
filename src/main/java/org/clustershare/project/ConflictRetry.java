package org.clustershare.project;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.util.function.Supplier;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.problem.ProblemException;

/** Transactions that lost against others and are begun again. */
final class ConflictRetry {
  private static final int MAX_ATTEMPTS = 10;

  private ConflictRetry() {}

  /**
   * What the transaction gives.
   *
   * @throws ProblemException {@link ProjectProblem#TOO_MANY_CHANGES} when it keeps losing
   */
  static <T> T run(Supplier<T> transaction) {
    for (int i = 1; ; i++) {
      try {
        return transaction.get();
      } catch (RuntimeException e) {
        if (!isConflict(e)) {
          throw e;
        }
        if (i == MAX_ATTEMPTS) {
          throw new ProblemException(e, ProjectProblem.TOO_MANY_CHANGES);
        }
      }
    }
  }

  private static boolean isConflict(Throwable thrown) {
    return ExceptionUtils.stream(thrown)
        .anyMatch(
            cause ->
                cause instanceof OptimisticLockException
                    || cause instanceof PessimisticLockException
                    || cause instanceof LockTimeoutException);
  }
}
