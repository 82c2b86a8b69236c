package org.clustershare.roles.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.clustershare.fleet.TaskResult;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.settings.ReconcileMode;
import org.junit.jupiter.api.Test;

/** The task results that the fleet's scheduler gets of reconciliations. */
class ReconcileResultTest {
  private final ClusterException silent = new ClusterUnreachableException("No answer.");
  private final ClusterException refused =
      new ClusterRefusedException(403, "Forbidden", "Not allowed.");

  private static TaskResult taskResult(List<RoleStep> done, Optional<ClusterException> failure) {
    return new ReconcileResult(ReconcileMode.APPLY, RolePlan.NOTHING, done, failure).taskResult();
  }

  @Test
  void aResultWithoutFailureIsASuccess() {
    assertThat(taskResult(List.of(), Optional.empty())).isEqualTo(TaskResult.succeeded());
    assertThat(ReconcileResult.clusterRemoved().taskResult()).isEqualTo(TaskResult.succeeded());
  }

  @Test
  void anUnusableAnswerIsDistinguishedFromARefusal() {
    assertThat(taskResult(List.of(), Optional.of(silent)))
        .isEqualTo(TaskResult.unanswered(silent.toString()));
    assertThat(taskResult(List.of(), Optional.of(refused)))
        .isEqualTo(TaskResult.failed(refused.toString()));
  }

  @Test
  void aFailureAfterSomeStepsIsUnfinished() {
    List<RoleStep> done = List.of(new RoleStep.LabelClusterRole("view"));

    assertThat(taskResult(done, Optional.of(silent))).isEqualTo(TaskResult.unfinished());
    assertThat(taskResult(done, Optional.of(refused))).isEqualTo(TaskResult.unfinished());
  }
}
