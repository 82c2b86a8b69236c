package org.clustershare.bindings.subject;

import jakarta.json.JsonObject;
import org.clustershare.platform.json.JsonFactory;

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
    if (this instanceof ServiceAccount account) {
      return JsonFactory.object()
          .add("kind", kind())
          .add("name", account.name())
          .add("namespace", account.namespace())
          .build();
    }
    return JsonFactory.object()
        .add("kind", kind())
        .add("apiGroup", RoleScope.GROUP)
        .add("name", name())
        .build();
  }

  /** Whether an entry of a binding's subjects is this one. */
  default boolean is(JsonObject entry) {
    return kind().equals(entry.getString("kind", ""))
        && name().equals(entry.getString("name", ""))
        && apiGroup(kind()).equals(entry.getString("apiGroup", apiGroup(kind())))
        && namespaceOrNone().equals(entry.getString("namespace", ""));
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

  /**
   * Whether Kubernetes keeps the name to itself: {@code system:unauthenticated}, a group, is
   * everybody who reaches the API server. The groups of service accounts are for anybody to bind.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects">
   *     Referring to subjects</a>
   */
  default boolean isReserved() {
    return !(this instanceof ServiceAccount)
        && name().startsWith(UsernamePrefixes.RESERVED)
        && !(this instanceof Group && name().matches("system:serviceaccounts(:.*)?"));
  }

  /** The same without spaces around its name, which nobody who writes them means. */
  default Subject stripped() {
    if (this instanceof User) {
      return new User(name().strip());
    }
    return this instanceof Group ? new Group(name().strip()) : this;
  }

  private String kind() {
    if (this instanceof ServiceAccount) {
      return "ServiceAccount";
    }
    return this instanceof User ? "User" : "Group";
  }

  private String namespaceOrNone() {
    return this instanceof ServiceAccount account ? account.namespace() : "";
  }

  /** Also Kubernetes' default where an old object says nothing. */
  private static String apiGroup(String kind) {
    return kind.equals("ServiceAccount") ? "" : RoleScope.GROUP;
  }
}
