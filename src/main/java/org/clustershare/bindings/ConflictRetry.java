package org.clustershare.bindings;

import jakarta.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.problem.ProblemException;

/** A change that begins anew when somebody else was faster. */
public final class ConflictRetry {
  private static final int MOST = 100;
  private static final int LONGEST_PAUSE_MILLIS = 400;

  private ConflictRetry() {}

  /**
   * What the change gives, at the latest at the hundredth attempt.
   *
   * @param change fails with a conflict, <em>not found</em> or a failed test of its patch when the
   *     state that it saw is no more
   * @throws ProblemException {@link BindingProblem#TOO_MANY_WRITERS}
   */
  public static JsonObject retry(Supplier<JsonObject> change) {
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
    throw new ProblemException(BindingProblem.TOO_MANY_WRITERS);
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(
          ThreadLocalRandom.current().nextInt(Math.min(20 * attempt, LONGEST_PAUSE_MILLIS)) + 1L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(e, BindingProblem.TOO_MANY_WRITERS);
    }
  }
}
