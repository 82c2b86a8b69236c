package org.clustershare.roles.status;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.clustershare.roles.plan.RoleStep;

/**
 * A step of a plan, as the API writes it and the database stores it.
 *
 * @param action {@code apply}, {@code delete}, {@code label}, {@code unlabel}, {@code bind} or
 *     {@code unbind}
 * @param cause a word for programs, such as {@code source-gone}
 * @param reason a sentence for people
 * @param body the object that Cluster Share sends to the API server; missing in the database, and
 *     when all bodies of an answer would be too long
 */
public record PlanStepJson(
    String action, PlanObjectJson object, String cause, String reason, Optional<JsonObject> body) {

  /** A step without its body. */
  static PlanStepJson of(RoleStep step) {
    return new PlanStepJson(
        PlanJson.word(step.action()),
        PlanObjectJson.of(step.object()),
        PlanJson.word(step.reason()),
        step.explanation(),
        Optional.empty());
  }

  PlanStepJson with(JsonObject sent) {
    return new PlanStepJson(action, object, cause, reason, Optional.of(sent));
  }
}
