package org.clustershare.project;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.util.function.Supplier;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.problem.ProblemException;

/** Transactions that lost against others and are begun again. */
final class ConflictRetry {
  private static final int MOST = 10;

  private ConflictRetry() {}

  /**
   * What the transaction gives.
   *
   * @throws ProblemException {@link ProjectProblem#TOO_MANY_CHANGES} when it keeps losing
   */
  static <T> T repeated(Supplier<T> transaction) {
    for (int i = 1; ; i++) {
      try {
        return transaction.get();
      } catch (RuntimeException e) {
        if (!isCollision(e)) {
          throw e;
        }
        if (i == MOST) {
          throw new ProblemException(e, ProjectProblem.TOO_MANY_CHANGES);
        }
      }
    }
  }

  private static boolean isCollision(Throwable thrown) {
    return ExceptionUtils.stream(thrown)
        .anyMatch(
            cause ->
                cause instanceof OptimisticLockException
                    || cause instanceof PessimisticLockException
                    || cause instanceof LockTimeoutException);
  }
}
