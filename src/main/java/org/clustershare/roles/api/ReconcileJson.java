package org.clustershare.roles.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.roles.apply.RoleReconciliation.Mode;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.Conditions;
import org.clustershare.roles.status.Drift;
import org.clustershare.roles.status.PlanJson;

/** Drift, conditions and repairs as the API writes them. */
final class ReconcileJson {
  /** A longer plan is cut; {@code stepCount} tells how long it is. */
  private static final int STEPS = 1_000;

  private ReconcileJson() {}

  static JsonObject drift(Drift drift) {
    return JsonFactory.object()
        .add("mode", drift.mode().key())
        .add("inSync", drift.plan().isEmpty() && drift.plan().conflicts().isEmpty())
        .add("applied", drift.applied())
        .add("stepCount", drift.plan().steps().size())
        .add("steps", PlanJson.steps(drift.plan().steps(), STEPS))
        .add("conflicts", PlanJson.conflicts(drift.plan()))
        .build();
  }

  static JsonArray conditions(Conditions conditions) {
    var list = JsonFactory.array();
    for (Condition condition : conditions.all()) {
      list.add(
          JsonFactory.object()
              .add("type", condition.type().key())
              .add("status", condition.status().key())
              .add("reason", condition.reason())
              .add("message", condition.message())
              .add("since", condition.since().toString()));
    }
    return list.build();
  }

  static JsonArray repairs(List<RoleRepair> repairs) {
    var list = JsonFactory.array();
    for (var repair : repairs) {
      list.add(
          JsonFactory.object()
              .add("at", repair.madeAt().toString())
              .add("by", repair.madeBy().isEmpty() ? "timer" : repair.madeBy())
              .add("stepCount", repair.stepCount())
              .add("steps", array(repair.steps())));
    }
    return list.build();
  }

  static JsonObject mode(Mode mode) {
    return JsonFactory.object()
        .add("mode", mode.mode().key())
        .add("ownSetting", mode.own())
        .build();
  }

  private static JsonArray array(String text) {
    try (var reader = JsonFactory.reader(text)) {
      return reader.readArray();
    }
  }
}
