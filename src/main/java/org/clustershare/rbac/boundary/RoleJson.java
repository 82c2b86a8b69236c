package org.clustershare.rbac.boundary;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.rbac.control.Bindings;

/** Roles and bindings as KKP's API writes them. */
final class RoleJson {
  private RoleJson() {}

  static JsonArray roles(List<JsonObject> roles) {
    var list = Json.createArrayBuilder();
    for (var role : roles) {
      var metadata = role.getJsonObject("metadata");
      var json =
          Json.createObjectBuilder()
              .add("id", metadata.getString("name"))
              .add("name", metadata.getString("name"))
              .add("creationTimestamp", metadata.getString("creationTimestamp", ""));
      if (metadata.containsKey("namespace")) {
        json.add("namespace", metadata.getString("namespace"));
      }
      json.add(
          "rules",
          role.get("rules") instanceof JsonArray rules ? rules : JsonValue.EMPTY_JSON_ARRAY);
      list.add(json);
    }
    return list.build();
  }

  static JsonArray names(List<JsonObject> objects) {
    var list = Json.createArrayBuilder();
    objects.forEach(
        object ->
            list.add(
                Json.createObjectBuilder()
                    .add("name", object.getJsonObject("metadata").getString("name"))));
    return list.build();
  }

  /** One entry a name, with the namespaces that have a role of this name. */
  static JsonArray namesWithNamespaces(List<JsonObject> roles) {
    var namespaces = new TreeMap<String, TreeSet<String>>();
    for (var role : roles) {
      var metadata = role.getJsonObject("metadata");
      namespaces
          .computeIfAbsent(metadata.getString("name"), name -> new TreeSet<>())
          .add(metadata.getString("namespace"));
    }
    var list = Json.createArrayBuilder();
    namespaces.forEach(
        (name, where) ->
            list.add(
                Json.createObjectBuilder()
                    .add("name", name)
                    .add("namespace", Json.createArrayBuilder(where))));
    return list.build();
  }

  static JsonArray bindings(List<JsonObject> bindings) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    bindings.forEach(binding -> list.add(binding(binding)));
    return list.build();
  }

  static JsonObject binding(JsonObject binding) {
    var json = Json.createObjectBuilder();
    var metadata = binding.getJsonObject("metadata");
    if (metadata.containsKey("namespace")) {
      json.add("namespace", metadata.getString("namespace"));
    }
    json.add("roleRefName", binding.getJsonObject("roleRef").getString("name"));
    var subjects = Bindings.subjects(binding);
    if (!subjects.isEmpty()) {
      json.add("subjects", subjects);
    }
    return json.build();
  }
}
