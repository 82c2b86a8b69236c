package org.clustershare.rbac.control;

import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.kubernetes.ClusterException;
import org.clustershare.cluster.kubernetes.ClusterUnreachableException;
import org.clustershare.platform.settings.ReconcileMode;

/**
 * One look at a cluster.
 *
 * @param mode whether the plan was carried out, or only made
 * @param plan what differed
 * @param done the steps that were carried out
 * @param failure why the look ended before everything was done
 */
public record Pass(
    ReconcileMode mode, RolePlan plan, List<RoleStep> done, Optional<ClusterException> failure) {
  /** The cluster could not be read. */
  static Pass unread(ReconcileMode mode, ClusterException failure) {
    return new Pass(mode, RolePlan.NOTHING, List.of(), Optional.of(failure));
  }

  /** The cluster was removed. */
  static Pass gone() {
    return new Pass(ReconcileMode.REPORT, RolePlan.NOTHING, List.of(), Optional.empty());
  }

  /** Whether the cluster gave no usable answer. */
  boolean unanswered() {
    return failure.filter(ClusterUnreachableException.class::isInstance).isPresent();
  }

  /** Whether to go on soon: something was done, and more is to do. */
  boolean unfinished() {
    return failure.isPresent() && !done.isEmpty();
  }
}
