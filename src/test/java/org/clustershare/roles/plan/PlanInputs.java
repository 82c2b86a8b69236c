package org.clustershare.roles.plan;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.roles.plan.ObservedRoles.ObservedClusterRole;

/** What the tests of plans have in common: the bundled roles, an owner, and some rules. */
final class PlanInputs {
  static final DefaultRoles DESIRED = Desired.bundled();

  static final String OWNER = "alice@example.com";

  static final JsonArray OTHER_RULES = rules("configmaps");

  static final JsonArray VIEWER_RULES = rules(DESIRED, "namespace-viewer");

  static final ObservedClusterRole LABELLED = new ObservedClusterRole(true, true);

  private PlanInputs() {}

  static JsonArray rules(DefaultRoles desired, String name) {
    return desired.namespaced().getOrDefault(name, JsonArray.EMPTY_JSON_ARRAY);
  }

  static JsonArray rules(String resource) {
    return Json.createArrayBuilder()
        .add(
            Json.createObjectBuilder()
                .add("apiGroups", Json.createArrayBuilder().add(""))
                .add("resources", Json.createArrayBuilder().add(resource))
                .add("verbs", Json.createArrayBuilder().add("get")))
        .build();
  }

  static RolePlan plan(ObservedRoles observed) {
    return RolePlan.of(DESIRED, OWNER, UsernamePrefixes.NONE, observed);
  }
}
