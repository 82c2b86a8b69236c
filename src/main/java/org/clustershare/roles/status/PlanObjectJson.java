package org.clustershare.roles.status;

import java.util.Optional;
import org.clustershare.roles.plan.RoleStep.RoleObject;

/**
 * The object of a step or of a conflict.
 *
 * @param namespace missing for an object of the whole cluster
 * @param subject the subject of a binding to the role; missing if the object is the role itself
 */
public record PlanObjectJson(
    String kind, Optional<String> namespace, String name, Optional<String> subject) {
  static PlanObjectJson of(RoleObject object) {
    return new PlanObjectJson(object.kind(), object.namespace(), object.name(), object.subject());
  }
}
