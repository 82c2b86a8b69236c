package org.clustershare.roles.api;

import java.util.List;
import org.clustershare.roles.status.ConflictJson;
import org.clustershare.roles.status.Drift;
import org.clustershare.roles.status.PlanJson;
import org.clustershare.roles.status.PlanStepJson;

/**
 * The difference between a cluster's roles and the default roles.
 *
 * @param mode {@code apply} or {@code report}
 * @param applied the number of steps that were taken
 * @param stepCount the number of all steps, of which {@code steps} has at most 1,000
 */
public record DriftJson(
    String mode,
    boolean inSync,
    int applied,
    int stepCount,
    List<PlanStepJson> steps,
    List<ConflictJson> conflicts) {
  private static final int MAX_STEPS = 1_000;

  static DriftJson of(Drift drift) {
    var plan = drift.plan();
    return new DriftJson(
        drift.mode().key(),
        plan.isEmpty() && plan.conflicts().isEmpty(),
        drift.applied(),
        plan.steps().size(),
        PlanJson.steps(plan.steps(), MAX_STEPS),
        PlanJson.conflicts(plan));
  }
}
