package org.clustershare.roles.apply;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.problem.Message;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.Condition.Status;
import org.clustershare.roles.status.Conditions;

/** Computes the conditions of a cluster after one reconciliation. */
public final class ConditionUpdate {
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final Instant now;
  private Conditions conditions;

  private ConditionUpdate(Conditions before, Instant now) {
    this.conditions = before;
    this.now = now;
  }

  /** The conditions of a cluster that could not be read. */
  public static Conditions afterFailure(Conditions before, ClusterException failure, Instant now) {
    var update = new ConditionUpdate(before, now);
    if (failure instanceof ClusterRefusedException refused) {
      update.set(Condition.Type.REACHABLE, Status.TRUE, "Answers", "");
      boolean forbidden = refused.status() == FORBIDDEN || refused.status() == UNAUTHORIZED;
      update.set(
          Condition.Type.AUTHORIZED,
          forbidden ? Status.FALSE : Status.UNKNOWN,
          forbidden ? "Refused" : "ServerError",
          refused.sentence());
    } else {
      update.set(Condition.Type.REACHABLE, Status.FALSE, "NoAnswer", failure.sentence());
      update.set(Condition.Type.AUTHORIZED, Status.UNKNOWN, "NoAnswer", "");
    }
    update.set(Condition.Type.ROLES_IN_SYNC, Status.UNKNOWN, "NotRead", "");
    return update.conditions;
  }

  /**
   * The conditions of a cluster that was read.
   *
   * @param execution the execution of the plan; empty if the mode is to report only
   */
  public static Conditions afterReading(
      Conditions before, RolePlan plan, Optional<PlanExecution> execution, Instant now) {
    var update = new ConditionUpdate(before, now);
    update.set(Condition.Type.REACHABLE, Status.TRUE, "Answers", "");
    update.authorized(execution);
    update.roles(plan, execution);
    update.owner(plan, execution);
    return update.conditions;
  }

  private void authorized(Optional<PlanExecution> execution) {
    var forbidden =
        execution.stream()
            .flatMap(done -> done.refusals().stream())
            .filter(refusal -> refusal.status() == FORBIDDEN)
            .findFirst();
    if (forbidden.isPresent()) {
      set(Condition.Type.AUTHORIZED, Status.FALSE, "WriteRefused", forbidden.get().sentence());
    } else {
      set(Condition.Type.AUTHORIZED, Status.TRUE, "Allowed", "");
    }
  }

  private void roles(RolePlan plan, Optional<PlanExecution> execution) {
    var open = plan.steps().stream().filter(step -> !concernsOwner(step)).toList();
    var refused =
        execution.stream()
            .flatMap(done -> done.refusals().stream())
            .filter(refusal -> !concernsOwner(refusal.step()))
            .toList();
    if (execution.isEmpty() && !open.isEmpty()) {
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "Drift",
          counted(open.size(), open.getFirst().explanation()));
    } else if (!refused.isEmpty()) {
      var first = refused.getFirst();
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "RepairRefused",
          counted(refused.size(), "%s: %s".formatted(first.step().object(), first.sentence())));
    } else if (execution.flatMap(PlanExecution::failure).isPresent()) {
      set(Condition.Type.ROLES_IN_SYNC, Status.FALSE, "Repairing", "");
    } else if (!plan.conflicts().isEmpty()) {
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "Conflict",
          counted(plan.conflicts().size(), plan.conflicts().getFirst().explanation()));
    } else {
      set(Condition.Type.ROLES_IN_SYNC, Status.TRUE, "InSync", "");
    }
  }

  private void owner(RolePlan plan, Optional<PlanExecution> execution) {
    var open = plan.steps().stream().filter(ConditionUpdate::concernsOwner).toList();
    var refusal =
        execution.stream()
            .flatMap(done -> done.refusals().stream())
            .filter(refused -> concernsOwner(refused.step()))
            .findFirst();
    if (refusal.isPresent()) {
      set(Condition.Type.OWNER_BOUND, Status.FALSE, "BindRefused", refusal.get().sentence());
    } else if (open.isEmpty()
        || execution.filter(all -> all.done().containsAll(open)).isPresent()) {
      set(Condition.Type.OWNER_BOUND, Status.TRUE, "BoundOnce", "");
    } else {
      set(Condition.Type.OWNER_BOUND, Status.FALSE, "NotBoundYet", open.getFirst().explanation());
    }
  }

  static boolean concernsOwner(RoleStep step) {
    return step instanceof RoleStep.BindOwner || step instanceof RoleStep.UnbindOwner;
  }

  private static String counted(int count, String first) {
    return count == 1 ? first : Message.of("status.more", first, count - 1).toString();
  }

  private void set(Condition.Type type, Status status, String reason, String message) {
    conditions = conditions.with(type, status, reason, message, now);
  }
}
