package org.clustershare.project;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.util.function.Supplier;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.problem.ProblemException;

/** Retry of transactions that lost against concurrent ones, with at most ten attempts. */
final class TransactionRetry {
  private static final int MAX_ATTEMPTS = 10;

  private TransactionRetry() {}

  /**
   * Runs a transaction and returns its result.
   *
   * @throws ProblemException {@link ProjectProblem#TOO_MANY_CHANGES} after the last attempt
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
