package org.clustershare.rbac.control;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.clustershare.platform.JsonFactory;
import org.clustershare.rbac.control.RoleStep.RoleObject;

/** Plans as the API shows and the database keeps them. */
public final class PlanJson {
  private PlanJson() {}

  /** Steps, at most this many. */
  public static JsonArray steps(List<RoleStep> steps, int most) {
    var list = JsonFactory.array();
    steps.stream().limit(most).map(PlanJson::step).forEach(list::add);
    return list.build();
  }

  public static JsonArray conflicts(RolePlan plan) {
    var list = JsonFactory.array();
    for (var conflict : plan.conflicts()) {
      list.add(
          JsonFactory.object()
              .add("object", object(conflict.object()))
              .add("cause", conflict.cause().name().toLowerCase(Locale.ROOT))
              .add("reason", conflict.reason()));
    }
    return list.build();
  }

  private static JsonObject step(RoleStep step) {
    return JsonFactory.object()
        .add("action", step.action().name().toLowerCase(Locale.ROOT))
        .add("object", object(step.object()))
        .add("cause", step.why().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .add("reason", step.reason())
        .add("body", step.body())
        .build();
  }

  private static JsonObject object(RoleObject object) {
    var json = JsonFactory.object().add("kind", object.kind());
    object.namespace().ifPresent(namespace -> json.add("namespace", namespace));
    json.add("name", object.name());
    object.subject().ifPresent(subject -> json.add("subject", subject));
    return json.build();
  }
}
