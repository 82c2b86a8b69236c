package org.clustershare.roles.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.json.JsonBinding;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;

/** Plans within limits, for the API and the database. */
public final class PlanJson {
  private PlanJson() {}

  /** The limit of all bodies together, in characters; further steps have no body. */
  private static final int MAX_BODIES = 256 << 10;

  private static final int MAX_CONFLICTS = 1_000;

  /** The first steps of a plan, with their bodies. */
  public static List<PlanStepJson> steps(List<RoleStep> steps, int limit) {
    var list = new ArrayList<PlanStepJson>();
    long length = 0;
    for (var step : steps.subList(0, Math.min(limit, steps.size()))) {
      var json = PlanStepJson.of(step);
      if (length < MAX_BODIES) {
        var body = step.body();
        length += JsonSize.ofText(body);
        if (length <= MAX_BODIES) {
          json = json.with(body);
        }
      }
      list.add(json);
    }
    return list;
  }

  /**
   * The first steps of a plan as text, without their bodies.
   *
   * @param limit the greatest number of steps
   * @param maxLength the limit of the text in characters; it has fewer steps then
   */
  public static String text(List<RoleStep> steps, int limit, int maxLength) {
    var text = new StringBuilder("[");
    for (var step : steps.subList(0, Math.min(limit, steps.size()))) {
      var json = JsonBinding.write(PlanStepJson.of(step));
      if (text.length() + json.length() + 2 > maxLength) {
        break;
      }
      text.append(text.length() == 1 ? "" : ",").append(json);
    }
    return text.append(']').toString();
  }

  /** Reads what {@link #text} wrote, also in an earlier version. */
  public static List<PlanStepJson> read(String text) {
    return Arrays.asList(JsonBinding.read(text, PlanStepJson[].class));
  }

  public static List<ConflictJson> conflicts(RolePlan plan) {
    return plan.conflicts().stream()
        .limit(MAX_CONFLICTS)
        .map(
            conflict ->
                new ConflictJson(
                    PlanObjectJson.of(conflict.object()),
                    word(conflict.cause()),
                    conflict.explanation()))
        .toList();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
