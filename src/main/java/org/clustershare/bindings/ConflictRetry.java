package org.clustershare.bindings;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.problem.ProblemException;

/**
 * Retries writes to a cluster that fail because another client changed the object first. It makes
 * at most 100 attempts, with random pauses of up to 400 ms.
 */
public final class ConflictRetry {
  private static final int MAX_ATTEMPTS = 100;
  private static final int MAX_PAUSE_MILLIS = 400;

  private ConflictRetry() {}

  /**
   * Returns the result of the first attempt that meets no conflict.
   *
   * @param change reads the newest state at each attempt. A conflict, <em>not found</em> or a
   *     failed test of a patch means that this state has changed since.
   * @throws ProblemException {@link BindingProblem#TOO_MANY_WRITERS}
   */
  public static <T> T retry(Supplier<T> change) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      try {
        return change.get();
      } catch (ClusterRefusedException e) {
        if (!e.conflict() && !e.notFound() && !e.invalid()) {
          throw e;
        }
        pause(attempt);
      }
    }
    throw new ProblemException(BindingProblem.TOO_MANY_WRITERS);
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(
          ThreadLocalRandom.current().nextInt(Math.min(20 * attempt, MAX_PAUSE_MILLIS)) + 1L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(e, BindingProblem.TOO_MANY_WRITERS);
    }
  }
}
