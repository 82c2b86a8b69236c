package org.clustershare.roles.plan;

import jakarta.json.JsonArray;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.platform.json.JsonFactory;

/**
 * A cluster's roles and namespaces, as far as a plan needs them.
 *
 * @param clusterRoles existing ClusterRoles by name that have the role label or should have it
 * @param namespaces names of the namespaces that are not being deleted
 * @param roles the Roles with the role label, and all others of the same names
 * @param boundOwner the email of the owner that Cluster Share bound; empty if none was bound yet
 */
public record ObservedRoles(
    Map<String, ObservedClusterRole> clusterRoles,
    Set<String> namespaces,
    Map<RoleKey, ObservedRole> roles,
    String boundOwner) {

  /** The key of a Role. Comparable, so that keys with equal hash codes do not slow down a map. */
  public record RoleKey(String namespace, String name) implements Comparable<RoleKey> {
    private static final Comparator<RoleKey> ORDER =
        Comparator.comparing(RoleKey::namespace).thenComparing(RoleKey::name);

    @Override
    public int compareTo(RoleKey other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * The state of a ClusterRole.
   *
   * @param labelled whether it has the role label
   * @param managed whether Cluster Share is a field manager, so that it gave the label
   */
  public record ObservedClusterRole(boolean labelled, boolean managed) {}

  /**
   * The state of a Role.
   *
   * @param labelled whether it has the label {@code component=userClusterRole} and is offered
   * @param managed whether Cluster Share is a field manager: it made the Role, even if others
   *     removed the labels
   * @param managedByLabel whether the label {@link Labels#MANAGED_BY} names Cluster Share
   * @param rules its rules, or {@link #TOO_LONG}
   * @param preconditions its uid and resourceVersion, for deleting exactly this one
   */
  public record ObservedRole(
      boolean labelled,
      boolean managed,
      boolean managedByLabel,
      JsonArray rules,
      Preconditions preconditions) {
    /** Stands for longer rules: they are not kept, and differ from all others. */
    public static final JsonArray TOO_LONG = JsonFactory.array().add("too long").build();

    boolean isTooLong() {
      return rules.equals(TOO_LONG);
    }

    /** Whether it is a Role of the cluster itself that is copied to every namespace. */
    public boolean isSource(RoleKey key) {
      return key.namespace().equals(DefaultRoles.SOURCE) && labelled && !managed;
    }
  }

  /**
   * The identity and the version of an object, as {@code DeleteOptions} take them.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/">DeleteOptions</a>
   */
  public record Preconditions(String uid, String resourceVersion) {
    public static final Preconditions ANY = new Preconditions("", "");
  }
}
