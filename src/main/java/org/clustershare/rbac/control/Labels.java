package org.clustershare.rbac.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** The labels by which roles and bindings that are offered here are known, as in KKP. */
final class Labels {
  static final String COMPONENT = "component";
  static final String ROLE = "userClusterRole";
  static final String BINDING = "userClusterBinding";

  private Labels() {}

  static String selector(String value) {
    return COMPONENT + "=" + value;
  }

  static JsonObject of(String value) {
    return Json.createObjectBuilder().add(COMPONENT, value).build();
  }

  static boolean has(JsonObject object, String value) {
    var metadata = object.getOrDefault("metadata", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    var labels = metadata.getOrDefault("labels", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    return value.equals(labels.getString(COMPONENT, ""));
  }
}
