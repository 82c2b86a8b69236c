package org.clustershare.bindings.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.bindings.Bindings;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.json.MappedJsonArray;

/** Roles and bindings as KKP's API writes them. */
final class RoleJson {
  private RoleJson() {}

  static JsonArray roles(List<JsonObject> roles) {
    return new MappedJsonArray<>(roles, RoleJson::role);
  }

  private static JsonObject role(JsonObject role) {
    var metadata = role.getJsonObject("metadata");
    var json =
        JsonFactory.object()
            .add("id", metadata.getString("name"))
            .add("name", metadata.getString("name"))
            .add("creationTimestamp", metadata.getString("creationTimestamp", ""));
    if (metadata.containsKey("namespace")) {
      json.add("namespace", metadata.getString("namespace", ""));
    }
    return json.add(
            "rules",
            role.get("rules") instanceof JsonArray rules ? rules : JsonValue.EMPTY_JSON_ARRAY)
        .build();
  }

  static JsonArray names(List<String> names) {
    return new MappedJsonArray<>(names, name -> JsonFactory.object().add("name", name).build());
  }

  /** One entry a name, with the namespaces that have a role of this name. */
  static JsonArray namesWithNamespaces(List<JsonObject> roles) {
    var namespaces = new TreeMap<String, TreeSet<String>>();
    for (var role : roles) {
      var metadata = role.getJsonObject("metadata");
      namespaces
          .computeIfAbsent(metadata.getString("name"), name -> new TreeSet<>())
          .add(metadata.getString("namespace", ""));
    }
    return new MappedJsonArray<>(
        List.copyOf(namespaces.entrySet()),
        entry ->
            JsonFactory.object()
                .add("name", entry.getKey())
                .add("namespace", JsonFactory.array(entry.getValue()))
                .build());
  }

  static JsonArray bindings(List<JsonObject> bindings) {
    return new MappedJsonArray<>(bindings, RoleJson::binding);
  }

  static JsonObject binding(JsonObject binding) {
    var json = JsonFactory.object();
    var metadata = object(binding, "metadata");
    if (metadata.containsKey("namespace")) {
      json.add("namespace", metadata.getString("namespace", ""));
    }
    json.add("roleRefName", object(binding, "roleRef").getString("name", ""));
    var subjects = Bindings.subjects(binding);
    if (!subjects.isEmpty()) {
      json.add("subjects", subjects);
    }
    return json.build();
  }

  /** An API server's answer to a write can be anything. */
  private static JsonObject object(JsonObject of, String field) {
    return of.get(field) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
  }
}
