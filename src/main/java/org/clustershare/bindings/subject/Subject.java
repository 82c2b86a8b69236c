package org.clustershare.bindings.subject;

import jakarta.json.JsonObject;
import org.clustershare.platform.json.JsonFactory;

/**
 * A subject of a binding. Subjects are compared as Kubernetes does: API group, kind, name and
 * namespace, exactly.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects">
 *     Referring to subjects</a>
 */
public sealed interface Subject {
  /** A person, by the name that the cluster's API server uses: the email with its prefix. */
  record User(String name) implements Subject {
    @Override
    public String kind() {
      return "User";
    }

    @Override
    public boolean isReserved() {
      return name.startsWith(UsernamePrefixes.RESERVED);
    }

    @Override
    public User stripped() {
      return new User(name.strip());
    }
  }

  /** A group of people, by the name that the cluster's API server uses. */
  record Group(String name) implements Subject {
    @Override
    public String kind() {
      return "Group";
    }

    /** The groups of service accounts are not reserved: anyone may bind them. */
    @Override
    public boolean isReserved() {
      return name.startsWith(UsernamePrefixes.RESERVED)
          && !name.matches("system:serviceaccounts(:.*)?");
    }

    @Override
    public Group stripped() {
      return new Group(name.strip());
    }
  }

  /** An account for a program; the API server has it in a namespace. */
  record ServiceAccount(String namespace, String name) implements Subject {
    @Override
    public String kind() {
      return "ServiceAccount";
    }

    @Override
    public boolean isReserved() {
      return false;
    }

    @Override
    public ServiceAccount stripped() {
      return this;
    }
  }

  static Subject user(String email) {
    return new User(email);
  }

  /** Reads an entry of a binding's subjects. */
  static Subject of(JsonObject entry) {
    var name = entry.getString("name", "");
    return switch (entry.getString("kind", "")) {
      case "User" -> new User(name);
      case "Group" -> new Group(name);
      default -> new ServiceAccount(entry.getString("namespace", ""), name);
    };
  }

  /** The field {@code kind} of rbac.authorization.k8s.io/v1. */
  String kind();

  String name();

  /** Empty for people and groups, which belong to no namespace. */
  default String namespace() {
    return "";
  }

  /** Empty for service accounts, which are of Kubernetes' core API. */
  default String apiGroup() {
    return this instanceof ServiceAccount ? "" : RoleScope.GROUP;
  }

  /**
   * Whether Kubernetes reserves the name. Every client that reaches the API server is in the group
   * {@code system:unauthenticated}, for example.
   */
  boolean isReserved();

  /** This subject without spaces around its name, which are never intended. */
  Subject stripped();

  /** The entry for a binding's subjects. */
  default JsonObject json() {
    return switch (this) {
      case ServiceAccount(var namespace, var name) ->
          JsonFactory.object()
              .add("kind", kind())
              .add("name", name)
              .add("namespace", namespace)
              .build();
      case User _, Group _ ->
          JsonFactory.object()
              .add("kind", kind())
              .add("apiGroup", apiGroup())
              .add("name", name())
              .build();
    };
  }

  /**
   * Whether an entry of a binding's subjects is this subject. Where an old object lacks the API
   * group, Kubernetes' default counts.
   */
  default boolean is(JsonObject entry) {
    return kind().equals(entry.getString("kind", ""))
        && name().equals(entry.getString("name", ""))
        && apiGroup().equals(entry.getString("apiGroup", apiGroup()))
        && namespace().equals(entry.getString("namespace", ""));
  }

  /**
   * Whether an entry is a person whose name differs only in upper and lower case: another person to
   * Kubernetes, most likely the same one to people.
   */
  default boolean isInOtherCase(JsonObject entry) {
    return this instanceof User(var name)
        && !is(entry)
        && "User".equals(entry.getString("kind", ""))
        && name.equalsIgnoreCase(entry.getString("name", ""));
  }
}
