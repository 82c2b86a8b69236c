package org.clustershare.roles.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.roles.apply.ConditionUpdate;
import org.clustershare.roles.apply.PlanExecution;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.status.Condition.Status;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant FIRST = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(60);
  private static final RolePlan NOTHING = new RolePlan(List.of(), List.of());
  private static final RolePlan DRIFT =
      new RolePlan(
          List.of(
              new RoleStep.LabelClusterRole("view"),
              new RoleStep.BindOwner("admin", "a@b.com", Subject.user("a@b.com"))),
          List.of());

  private static Condition of(Conditions conditions, Condition.Type type) {
    return conditions.get(type);
  }

  private static Conditions well(Instant now) {
    return ConditionUpdate.afterReading(
        Conditions.unknown(FIRST),
        NOTHING,
        Optional.of(new PlanExecution(List.of(), List.of(), Optional.empty())),
        now);
  }

  @Test
  void theSameResultChangesNothing() {
    var before = well(FIRST);

    var after =
        ConditionUpdate.afterReading(
            before,
            NOTHING,
            Optional.of(new PlanExecution(List.of(), List.of(), Optional.empty())),
            LATER);

    assertThat(after).isEqualTo(before);
    assertThat(after.all()).extracting(Condition::status).containsOnly(Status.TRUE);
  }

  @Test
  void sinceIsTheTimeOfTheLastStatusChange() {
    var drift = ConditionUpdate.afterReading(well(FIRST), DRIFT, Optional.empty(), LATER);

    assertThat(of(drift, Condition.Type.ROLES_IN_SYNC))
        .isEqualTo(
            new Condition(
                Condition.Type.ROLES_IN_SYNC,
                Status.FALSE,
                "Drift",
                "ClusterRole view lacks its labels",
                LATER));
    assertThat(of(drift, Condition.Type.OWNER_BOUND).reason()).isEqualTo("NotBoundYet");
    assertThat(of(drift, Condition.Type.REACHABLE).since()).isEqualTo(FIRST);
  }

  @Test
  void aRefusedAccountIsNotAuthorizedAndItsRolesAreUnknown() {
    var refused = new ClusterRefusedException(403, "Forbidden", "no roles for you");

    var conditions = ConditionUpdate.afterFailure(well(FIRST), refused, LATER);

    assertThat(of(conditions, Condition.Type.REACHABLE).status()).isEqualTo(Status.TRUE);
    assertThat(of(conditions, Condition.Type.AUTHORIZED).status()).isEqualTo(Status.FALSE);
    assertThat(of(conditions, Condition.Type.AUTHORIZED).message()).isEqualTo("no roles for you");
    assertThat(of(conditions, Condition.Type.ROLES_IN_SYNC).status()).isEqualTo(Status.UNKNOWN);
    assertThat(of(conditions, Condition.Type.OWNER_BOUND).status()).isEqualTo(Status.TRUE);
  }

  @Test
  void aRefusedRepairIsReported() {
    var planExecution =
        new PlanExecution(
            List.of(DRIFT.steps().get(1)),
            List.of(new PlanExecution.Refusal(DRIFT.steps().get(0), 422, "the webhook says no")),
            Optional.empty());

    var conditions =
        ConditionUpdate.afterReading(well(FIRST), DRIFT, Optional.of(planExecution), LATER);

    assertThat(of(conditions, Condition.Type.ROLES_IN_SYNC).reason()).isEqualTo("RepairRefused");
    assertThat(of(conditions, Condition.Type.ROLES_IN_SYNC).message())
        .isEqualTo("ClusterRole view: the webhook says no");
    assertThat(of(conditions, Condition.Type.OWNER_BOUND).status()).isEqualTo(Status.TRUE);
  }

  @Test
  void storedConditionsAreReadBack() {
    var conditions = ConditionUpdate.afterReading(well(FIRST), DRIFT, Optional.empty(), LATER);

    assertThat(Conditions.of(conditions.toJson(), LATER)).isEqualTo(conditions);
    assertThat(Conditions.of("{\"invented\":1}", FIRST)).isEqualTo(Conditions.unknown(FIRST));
  }
}
