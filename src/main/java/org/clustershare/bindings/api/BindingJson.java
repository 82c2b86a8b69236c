package org.clustershare.bindings.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.clustershare.bindings.Bindings;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A RoleBinding or ClusterRoleBinding as KKP's API writes it.
 *
 * @param namespace missing for a ClusterRoleBinding
 * @param subjects the cluster's own text; missing if there are none
 */
public record BindingJson(
    Optional<String> namespace,
    String roleRefName,
    @Schema(implementation = SubjectJson[].class) Optional<JsonArray> subjects) {

  /** The known fields of a Subject of Kubernetes. */
  public record SubjectJson(
      String kind, String name, Optional<String> apiGroup, Optional<String> namespace) {}

  static BindingJson of(JsonObject binding) {
    var metadata = object(binding, "metadata");
    return new BindingJson(
        Optional.of(metadata)
            .filter(found -> found.containsKey("namespace"))
            .map(found -> found.getString("namespace", "")),
        object(binding, "roleRef").getString("name", ""),
        Optional.of(Bindings.subjects(binding)).filter(subjects -> !subjects.isEmpty()));
  }

  /** An API server's answer to a write can be any JSON. */
  private static JsonObject object(JsonObject of, String field) {
    return of.get(field) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
  }
}
