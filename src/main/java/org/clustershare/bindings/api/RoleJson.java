package org.clustershare.bindings.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.kubernetes.object.Role;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.json.MappedJsonArray;

/** Roles and bindings as KKP's API writes them. */
final class RoleJson {
  private RoleJson() {}

  static JsonArray roles(List<Role> roles) {
    return new MappedJsonArray<>(roles, RoleJson::role);
  }

  private static JsonObject role(Role role) {
    var metadata = role.metadata();
    var json =
        JsonFactory.object()
            .add("id", metadata.name())
            .add("name", metadata.name())
            .add("creationTimestamp", metadata.creationTimestamp());
    metadata.namespace().ifPresent(namespace -> json.add("namespace", namespace));
    return json.add("rules", role.rules()).build();
  }

  static JsonArray names(List<String> names) {
    return new MappedJsonArray<>(names, name -> JsonFactory.object().add("name", name).build());
  }

  /** One entry a name, with the namespaces that have a role of this name. */
  static JsonArray namesWithNamespaces(List<Role> roles) {
    var namespaces = new TreeMap<String, TreeSet<String>>();
    for (var role : roles) {
      var metadata = role.metadata();
      namespaces
          .computeIfAbsent(metadata.name(), name -> new TreeSet<>())
          .add(metadata.namespace().orElse(""));
    }
    return new MappedJsonArray<>(
        List.copyOf(namespaces.entrySet()),
        entry ->
            JsonFactory.object()
                .add("name", entry.getKey())
                .add("namespace", JsonFactory.array(entry.getValue()))
                .build());
  }

  static JsonArray bindings(List<RoleBinding> bindings) {
    return new MappedJsonArray<>(bindings, RoleJson::binding);
  }

  static JsonObject binding(RoleBinding binding) {
    var json = JsonFactory.object();
    binding.metadata().namespace().ifPresent(namespace -> json.add("namespace", namespace));
    json.add("roleRefName", binding.roleName());
    if (!binding.subjects().isEmpty()) {
      json.add("subjects", binding.subjects());
    }
    return json.build();
  }
}
