package org.clustershare.roles.settings;

import jakarta.json.JsonArray;

/** A default role, as a file describes it. */
public sealed interface RoleTemplate {
  String name();

  /** A ClusterRole of the cluster's own that gets our label, and is otherwise left alone. */
  record Labelled(String name) implements RoleTemplate {}

  /** A Role that every namespace gets. */
  record Namespaced(String name, JsonArray rules) implements RoleTemplate {}
}
