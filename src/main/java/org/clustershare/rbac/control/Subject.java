package org.clustershare.rbac.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Who is bound to a role; compared as Kubernetes does: kind, name and namespace, exactly. */
public sealed interface Subject {
  /** A person, by the name that the cluster's API server gives them: the email. */
  record User(String name) implements Subject {}

  /** A group of people. */
  record Group(String name) implements Subject {}

  /** A program's account. */
  record ServiceAccount(String namespace, String name) implements Subject {}

  static Subject user(String email) {
    return new User(email);
  }

  /** The subject as RBAC objects have it. */
  default JsonObject json() {
    var json = Json.createObjectBuilder();
    if (this instanceof ServiceAccount account) {
      return json.add("kind", "ServiceAccount")
          .add("name", account.name())
          .add("namespace", account.namespace())
          .build();
    }
    return json.add("kind", this instanceof User ? "User" : "Group")
        .add("apiGroup", "rbac.authorization.k8s.io")
        .add("name", this instanceof User user ? user.name() : ((Group) this).name())
        .build();
  }

  /** Whether an entry of a binding's subjects is this one. */
  default boolean is(JsonObject entry) {
    var mine = json();
    return mine.getString("kind").equals(entry.getString("kind", ""))
        && mine.getString("name").equals(entry.getString("name", ""))
        && mine.getString("namespace", "").equals(entry.getString("namespace", ""));
  }
}
