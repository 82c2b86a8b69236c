package org.clustershare.rbac.control;

import jakarta.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.clustershare.cluster.kubernetes.ClusterRefusedException;
import org.clustershare.platform.problem.ProblemException;

/** A change that begins anew when somebody else was faster. */
final class Attempts {
  private static final int MOST = 100;
  private static final int LONGEST_PAUSE_MILLIS = 400;

  private Attempts() {}

  /**
   * What the change gives, at the latest at the hundredth attempt.
   *
   * @param change fails with a conflict, <em>not found</em> or a failed test of its patch when the
   *     state that it saw is no more
   * @throws ProblemException {@link RbacProblem#TOO_MANY_WRITERS}
   */
  static JsonObject until(Supplier<JsonObject> change) {
    for (int attempt = 1; attempt <= MOST; attempt++) {
      try {
        return change.get();
      } catch (ClusterRefusedException e) {
        if (!e.conflict() && !e.notFound() && !e.invalid()) {
          throw e;
        }
        pause(attempt);
      }
    }
    throw new ProblemException(RbacProblem.TOO_MANY_WRITERS);
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(
          ThreadLocalRandom.current().nextInt(Math.min(20 * attempt, LONGEST_PAUSE_MILLIS)) + 1L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(e, RbacProblem.TOO_MANY_WRITERS);
    }
  }
}
