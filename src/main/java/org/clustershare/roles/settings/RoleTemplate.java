package org.clustershare.roles.settings;

import jakarta.json.JsonArray;

/** A default role, read from a role file. */
public sealed interface RoleTemplate {
  String name();

  /** A ClusterRole of the cluster that gets the role label and nothing else. */
  record Labelled(String name) implements RoleTemplate {}

  /** A Role for every namespace. */
  record Namespaced(String name, JsonArray rules) implements RoleTemplate {}
}
