package org.clustershare.rbac.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * Who is bound to a role; compared as Kubernetes does: API group, kind, name and namespace,
 * exactly.
 */
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

  /** The subject in an entry of a binding's subjects. */
  static Subject of(JsonObject entry) {
    var name = entry.getString("name", "");
    return switch (entry.getString("kind", "")) {
      case "User" -> new User(name);
      case "Group" -> new Group(name);
      default -> new ServiceAccount(entry.getString("namespace", ""), name);
    };
  }

  String name();

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
        .add("apiGroup", RoleScope.GROUP)
        .add("name", name())
        .build();
  }

  /** Whether an entry of a binding's subjects is this one. */
  default boolean is(JsonObject entry) {
    var mine = json();
    var kind = mine.getString("kind");
    return kind.equals(entry.getString("kind", ""))
        && mine.getString("apiGroup", "").equals(apiGroup(entry))
        && mine.getString("name").equals(entry.getString("name", ""))
        && mine.getString("namespace", "").equals(entry.getString("namespace", ""));
  }

  /**
   * Whether an entry is a person whose name is this one in other letters (upper and lower case):
   * somebody else to Kubernetes, most likely the same to people.
   */
  default boolean isInOtherCase(JsonObject entry) {
    return this instanceof User
        && !is(entry)
        && "User".equals(entry.getString("kind", ""))
        && name().equalsIgnoreCase(entry.getString("name", ""));
  }

  /** Kubernetes' default where an old object says nothing. */
  private static String apiGroup(JsonObject entry) {
    boolean account = "ServiceAccount".equals(entry.getString("kind", ""));
    return entry.getString("apiGroup", account ? "" : RoleScope.GROUP);
  }
}
