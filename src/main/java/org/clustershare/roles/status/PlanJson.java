package org.clustershare.roles.status;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.plan.RoleStep.RoleObject;

/** Plans as the API shows and the database keeps them. */
public final class PlanJson {
  private PlanJson() {}

  /** What all bodies together may have, in characters; the steps after that are without theirs. */
  private static final int MAX_BODIES_LENGTH = 256 << 10;

  private static final int MAX_CONFLICTS = 1_000;

  /** Steps with what is sent, at most this many. */
  public static JsonArray steps(List<RoleStep> steps, int most) {
    var list = JsonFactory.array();
    long length = 0;
    for (var step : steps.subList(0, Math.min(most, steps.size()))) {
      var json = step(step);
      if (length < MAX_BODIES_LENGTH) {
        var body = step.body();
        length += JsonSize.ofText(body);
        if (length <= MAX_BODIES_LENGTH) {
          json.add("body", body);
        }
      }
      list.add(json);
    }
    return list.build();
  }

  /**
   * Steps without what is sent, as text: what was done, to which object, why.
   *
   * @param most how many at most
   * @param longest how long the text may be, in characters; it has fewer steps then
   */
  public static String text(List<RoleStep> steps, int most, int longest) {
    var text = new StringBuilder("[");
    for (var step : steps.subList(0, Math.min(most, steps.size()))) {
      var json = step(step).build().toString();
      if (text.length() + json.length() + 2 > longest) {
        break;
      }
      text.append(text.length() == 1 ? "" : ",").append(json);
    }
    return text.append(']').toString();
  }

  public static JsonArray conflicts(RolePlan plan) {
    var list = JsonFactory.array();
    for (var conflict :
        plan.conflicts().subList(0, Math.min(MAX_CONFLICTS, plan.conflicts().size()))) {
      list.add(
          JsonFactory.object()
              .add("object", object(conflict.object()))
              .add("cause", word(conflict.cause()))
              .add("reason", conflict.explanation()));
    }
    return list.build();
  }

  private static JsonObjectBuilder step(RoleStep step) {
    return JsonFactory.object()
        .add("action", word(step.action()))
        .add("object", object(step.object()))
        .add("cause", word(step.reason()))
        .add("reason", step.explanation());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonObject object(RoleObject object) {
    var json = JsonFactory.object().add("kind", object.kind());
    object.namespace().ifPresent(namespace -> json.add("namespace", namespace));
    json.add("name", object.name());
    object.subject().ifPresent(subject -> json.add("subject", subject));
    return json.build();
  }
}
