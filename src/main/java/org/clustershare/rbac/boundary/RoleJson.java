package org.clustershare.rbac.boundary;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.platform.JsonFactory;
import org.clustershare.rbac.control.Bindings;

/** Roles and bindings as KKP's API writes them. */
final class RoleJson {
  private RoleJson() {}

  static JsonArray roles(List<JsonObject> roles) {
    var list = JsonFactory.array();
    for (var role : roles) {
      var metadata = role.getJsonObject("metadata");
      var json =
          JsonFactory.object()
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
    var list = JsonFactory.array();
    objects.forEach(
        object ->
            list.add(
                JsonFactory.object()
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
    var list = JsonFactory.array();
    namespaces.forEach(
        (name, where) ->
            list.add(JsonFactory.object().add("name", name).add("namespace", strings(where))));
    return list.build();
  }

  static JsonArray bindings(List<JsonObject> bindings) {
    JsonArrayBuilder list = JsonFactory.array();
    bindings.forEach(binding -> list.add(binding(binding)));
    return list.build();
  }

  static JsonObject binding(JsonObject binding) {
    var json = JsonFactory.object();
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

  private static JsonArrayBuilder strings(Iterable<String> texts) {
    var array = JsonFactory.array();
    texts.forEach(array::add);
    return array;
  }
}
