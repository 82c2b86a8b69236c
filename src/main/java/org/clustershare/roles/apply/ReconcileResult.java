package org.clustershare.roles.apply;

import java.util.List;
import java.util.Optional;
import org.clustershare.fleet.TaskResult;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.settings.ReconcileMode;

/**
 * The result of one reconciliation of one cluster.
 *
 * @param mode whether the plan was executed, or only computed
 * @param plan the steps that the cluster needed
 * @param done the steps that the cluster accepted
 * @param failure the reason why the reconciliation ended early; empty if it did not
 */
public record ReconcileResult(
    ReconcileMode mode, RolePlan plan, List<RoleStep> done, Optional<ClusterException> failure) {
  /** The cluster could not be read. */
  static ReconcileResult failed(ReconcileMode mode, ClusterException failure) {
    return new ReconcileResult(mode, RolePlan.NOTHING, List.of(), Optional.of(failure));
  }

  /** The cluster was removed. */
  static ReconcileResult clusterRemoved() {
    return new ReconcileResult(ReconcileMode.REPORT, RolePlan.NOTHING, List.of(), Optional.empty());
  }

  /** The result for the fleet's scheduler. */
  TaskResult taskResult() {
    return failure.map(this::taskResult).orElseGet(TaskResult::succeeded);
  }

  private TaskResult taskResult(ClusterException failed) {
    if (!done.isEmpty()) {
      return TaskResult.unfinished();
    }
    return failed instanceof ClusterUnreachableException
        ? TaskResult.unanswered(failed.toString())
        : TaskResult.failed(failed.toString());
  }
}
