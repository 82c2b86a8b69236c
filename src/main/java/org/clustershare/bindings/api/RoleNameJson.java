package org.clustershare.bindings.api;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.kubernetes.object.Role;
import org.clustershare.platform.json.MappedList;

/** A name of Roles, and the namespaces that have a Role of this name. */
public record RoleNameJson(String name, List<String> namespace) {

  /** One entry for each name. */
  static List<RoleNameJson> of(List<Role> roles) {
    var namespaces = new TreeMap<String, TreeSet<String>>();
    for (var role : roles) {
      var metadata = role.metadata();
      namespaces
          .computeIfAbsent(metadata.name(), name -> new TreeSet<>())
          .add(metadata.namespace().orElse(""));
    }
    return new MappedList<>(
        List.copyOf(namespaces.entrySet()),
        entry -> new RoleNameJson(entry.getKey(), List.copyOf(entry.getValue())));
  }
}
