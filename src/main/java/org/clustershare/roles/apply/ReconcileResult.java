package org.clustershare.roles.apply;

import java.util.List;
import java.util.Optional;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.settings.ReconcileMode;

/**
 * One look at a cluster.
 *
 * @param mode whether the plan was carried out, or only made
 * @param plan what differed
 * @param done the steps that were carried out
 * @param failure why the look ended before everything was done
 */
public record ReconcileResult(
    ReconcileMode mode, RolePlan plan, List<RoleStep> done, Optional<ClusterException> failure) {
  /** The cluster could not be read. */
  static ReconcileResult unread(ReconcileMode mode, ClusterException failure) {
    return new ReconcileResult(mode, RolePlan.NOTHING, List.of(), Optional.of(failure));
  }

  /** The cluster was removed. */
  static ReconcileResult gone() {
    return new ReconcileResult(ReconcileMode.REPORT, RolePlan.NOTHING, List.of(), Optional.empty());
  }

  /** Whether the cluster gave no usable answer. */
  public boolean unanswered() {
    return failure.filter(ClusterUnreachableException.class::isInstance).isPresent();
  }

  /** Whether to go on soon: something was done, and more is to do. */
  public boolean unfinished() {
    return failure.isPresent() && !done.isEmpty();
  }
}
