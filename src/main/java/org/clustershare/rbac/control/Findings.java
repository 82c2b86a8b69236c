package org.clustershare.rbac.control;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.kubernetes.ClusterException;
import org.clustershare.cluster.kubernetes.ClusterRefusedException;
import org.clustershare.rbac.control.Condition.Status;

/** What a look at a cluster says about its conditions. */
final class Findings {
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final Instant now;
  private Conditions conditions;

  private Findings(Conditions before, Instant now) {
    this.conditions = before;
    this.now = now;
  }

  /** Of a cluster that could not be read. */
  static Conditions unread(Conditions before, ClusterException failure, Instant now) {
    var findings = new Findings(before, now);
    if (failure instanceof ClusterRefusedException refused) {
      findings.set(Condition.Type.REACHABLE, Status.TRUE, "Answers", "");
      boolean forbidden = refused.status() == FORBIDDEN || refused.status() == UNAUTHORIZED;
      findings.set(
          Condition.Type.AUTHORIZED,
          forbidden ? Status.FALSE : Status.UNKNOWN,
          forbidden ? "Refused" : "ServerError",
          refused.sentence());
    } else {
      findings.set(Condition.Type.REACHABLE, Status.FALSE, "NoAnswer", failure.sentence());
      findings.set(Condition.Type.AUTHORIZED, Status.UNKNOWN, "NoAnswer", "");
    }
    findings.set(Condition.Type.ROLES_IN_SYNC, Status.UNKNOWN, "NotRead", "");
    return findings.conditions;
  }

  /**
   * Of a cluster that was read.
   *
   * @param repair how the plan was carried out; empty when it only is to be shown
   */
  static Conditions read(Conditions before, RolePlan plan, Optional<Repair> repair, Instant now) {
    var findings = new Findings(before, now);
    findings.set(Condition.Type.REACHABLE, Status.TRUE, "Answers", "");
    findings.authorized(repair);
    findings.roles(plan, repair);
    findings.owner(plan, repair);
    return findings.conditions;
  }

  private void authorized(Optional<Repair> repair) {
    var forbidden =
        repair.stream()
            .flatMap(made -> made.refused().stream())
            .filter(refusal -> refusal.status() == FORBIDDEN)
            .findFirst();
    if (forbidden.isPresent()) {
      set(Condition.Type.AUTHORIZED, Status.FALSE, "WriteRefused", forbidden.get().sentence());
    } else {
      set(Condition.Type.AUTHORIZED, Status.TRUE, "Allowed", "");
    }
  }

  private void roles(RolePlan plan, Optional<Repair> repair) {
    var open = plan.steps().stream().filter(step -> !isOwners(step)).toList();
    var refused =
        repair.stream()
            .flatMap(made -> made.refused().stream())
            .filter(refusal -> !isOwners(refusal.step()))
            .toList();
    if (repair.isEmpty() && !open.isEmpty()) {
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "Drift",
          counted(open.size(), open.get(0).reason()));
    } else if (!refused.isEmpty()) {
      var first = refused.get(0);
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "RepairRefused",
          counted(refused.size(), "%s: %s".formatted(first.step().object(), first.sentence())));
    } else if (repair.flatMap(Repair::broke).isPresent()) {
      set(Condition.Type.ROLES_IN_SYNC, Status.FALSE, "Repairing", "");
    } else if (!plan.conflicts().isEmpty()) {
      set(
          Condition.Type.ROLES_IN_SYNC,
          Status.FALSE,
          "Conflict",
          counted(plan.conflicts().size(), plan.conflicts().get(0).reason()));
    } else {
      set(Condition.Type.ROLES_IN_SYNC, Status.TRUE, "InSync", "");
    }
  }

  private void owner(RolePlan plan, Optional<Repair> repair) {
    var open = plan.steps().stream().filter(Findings::isOwners).toList();
    var refusal =
        repair.stream()
            .flatMap(made -> made.refused().stream())
            .filter(refused -> isOwners(refused.step()))
            .findFirst();
    if (refusal.isPresent()) {
      set(Condition.Type.OWNER_BOUND, Status.FALSE, "BindRefused", refusal.get().sentence());
    } else if (open.isEmpty() || repair.filter(made -> made.done().containsAll(open)).isPresent()) {
      set(Condition.Type.OWNER_BOUND, Status.TRUE, "BoundOnce", "");
    } else {
      set(Condition.Type.OWNER_BOUND, Status.FALSE, "NotBoundYet", open.get(0).reason());
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
