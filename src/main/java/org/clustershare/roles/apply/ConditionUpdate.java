package org.clustershare.roles.apply;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.Condition.Status;
import org.clustershare.roles.status.Conditions;

/** What a look at a cluster says about its conditions. */
public final class ConditionUpdate {
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final Instant now;
  private Conditions conditions;

  private ConditionUpdate(Conditions before, Instant now) {
    this.conditions = before;
    this.now = now;
  }

  /** Of a cluster that could not be read. */
  public static Conditions afterFailure(Conditions before, ClusterException failure, Instant now) {
    var conditionUpdate = new ConditionUpdate(before, now);
    if (failure instanceof ClusterRefusedException refused) {
      conditionUpdate.set(Condition.Type.REACHABLE, Status.TRUE, "Answers", "");
      boolean forbidden = refused.status() == FORBIDDEN || refused.status() == UNAUTHORIZED;
      conditionUpdate.set(
          Condition.Type.AUTHORIZED,
          forbidden ? Status.FALSE : Status.UNKNOWN,
          forbidden ? "Refused" : "ServerError",
          refused.sentence());
    } else {
      conditionUpdate.set(Condition.Type.REACHABLE, Status.FALSE, "NoAnswer", failure.sentence());
      conditionUpdate.set(Condition.Type.AUTHORIZED, Status.UNKNOWN, "NoAnswer", "");
    }
    conditionUpdate.set(Condition.Type.ROLES_IN_SYNC, Status.UNKNOWN, "NotRead", "");
    return conditionUpdate.conditions;
  }

  /**
   * Of a cluster that was read.
   *
   * @param repair how the plan was carried out; empty when it only is to be shown
   */
  public static Conditions afterReading(
      Conditions before, RolePlan plan, Optional<PlanExecution> repair, Instant now) {
    var conditionUpdate = new ConditionUpdate(before, now);
    conditionUpdate.set(Condition.Type.REACHABLE, Status.TRUE, "Answers", "");
    conditionUpdate.authorized(repair);
    conditionUpdate.roles(plan, repair);
    conditionUpdate.owner(plan, repair);
    return conditionUpdate.conditions;
  }

  private void authorized(Optional<PlanExecution> repair) {
    var forbidden =
        repair.stream()
            .flatMap(made -> made.refusals().stream())
            .filter(refusal -> refusal.status() == FORBIDDEN)
            .findFirst();
    if (forbidden.isPresent()) {
      set(Condition.Type.AUTHORIZED, Status.FALSE, "WriteRefused", forbidden.get().sentence());
    } else {
      set(Condition.Type.AUTHORIZED, Status.TRUE, "Allowed", "");
    }
  }

  private void roles(RolePlan plan, Optional<PlanExecution> repair) {
    var open = plan.steps().stream().filter(step -> !isOwners(step)).toList();
    var refused =
        repair.stream()
            .flatMap(made -> made.refusals().stream())
            .filter(refusal -> !isOwners(refusal.step()))
            .toList();
    if (repair.isEmpty() && !open.isEmpty()) {
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "Drift",
          counted(open.size(), open.get(0).explanation()));
    } else if (!refused.isEmpty()) {
      var first = refused.get(0);
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "RepairRefused",
          counted(refused.size(), "%s: %s".formatted(first.step().object(), first.sentence())));
    } else if (repair.flatMap(PlanExecution::failure).isPresent()) {
      set(Condition.Type.ROLES_IN_SYNC, Status.FALSE, "Repairing", "");
    } else if (!plan.conflicts().isEmpty()) {
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "Conflict",
          counted(plan.conflicts().size(), plan.conflicts().get(0).explanation()));
    } else {
      set(Condition.Type.ROLES_IN_SYNC, Status.TRUE, "InSync", "");
    }
  }

  private void owner(RolePlan plan, Optional<PlanExecution> repair) {
    var open = plan.steps().stream().filter(ConditionUpdate::isOwners).toList();
    var refusal =
        repair.stream()
            .flatMap(made -> made.refusals().stream())
            .filter(refused -> isOwners(refused.step()))
            .findFirst();
    if (refusal.isPresent()) {
      set(Condition.Type.OWNER_BOUND, Status.FALSE, "BindRefused", refusal.get().sentence());
    } else if (open.isEmpty() || repair.filter(made -> made.done().containsAll(open)).isPresent()) {
      set(Condition.Type.OWNER_BOUND, Status.TRUE, "BoundOnce", "");
    } else {
      set(Condition.Type.OWNER_BOUND, Status.FALSE, "NotBoundYet", open.get(0).explanation());
    }
  }

  static boolean isOwners(RoleStep step) {
    return step instanceof RoleStep.BindOwner || step instanceof RoleStep.UnbindOwner;
  }

  private static String counted(int count, String first) {
    return count == 1 ? first : "%s; and %d more".formatted(first, count - 1);
  }

  private void set(Condition.Type type, Status status, String reason, String message) {
    conditions = conditions.with(type, status, reason, message, now);
  }
}
