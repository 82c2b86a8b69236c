package org.clustershare.roles.api;

import java.time.Instant;
import java.util.List;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.status.PlanJson;
import org.clustershare.roles.status.PlanStepJson;

/**
 * A repair of a cluster's default roles.
 *
 * @param by the email address of the caller, or {@code timer}
 * @param stepCount the number of all steps, of which {@code steps} has at most 100
 */
public record RepairJson(Instant at, String by, int stepCount, List<PlanStepJson> steps) {
  static RepairJson of(RoleRepair repair) {
    return new RepairJson(
        repair.madeAt(),
        repair.madeBy().isEmpty() ? "timer" : repair.madeBy(),
        repair.stepCount(),
        PlanJson.read(repair.steps()));
  }
}
