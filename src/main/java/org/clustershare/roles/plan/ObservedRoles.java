package org.clustershare.roles.plan;

import jakarta.json.JsonArray;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.clustershare.platform.json.JsonFactory;

/**
 * The part of a cluster that the default roles are about, and what we keep of it.
 *
 * @param clusterRoles the ClusterRoles that have our label or are to have it, as far as they exist
 * @param namespaces the namespaces that are not being deleted
 * @param roles the Roles that have our label, and all that have the name of one of those
 * @param boundOwner the owner whom we bound; empty as long as nobody was
 */
public record ObservedRoles(
    Map<String, ObservedClusterRole> clusterRoles,
    Set<String> namespaces,
    Map<RoleKey, ObservedRole> roles,
    String boundOwner) {

  /** Where a Role is. Comparable, so that keys with one hash code do not make a map slow. */
  public record RoleKey(String namespace, String name) implements Comparable<RoleKey> {
    private static final Comparator<RoleKey> ORDER =
        Comparator.comparing(RoleKey::namespace).thenComparing(RoleKey::name);

    @Override
    public int compareTo(RoleKey other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * What matters of a ClusterRole.
   *
   * @param labelled whether it has our label
   * @param byUs whether it was us who gave it the label
   */
  public record ObservedClusterRole(boolean labelled, boolean byUs) {}

  /**
   * What matters of a Role.
   *
   * @param labelled whether it is offered: has the label {@code component=userClusterRole}
   * @param ours whether we made it, also when somebody took the labels away: whether we are a field
   *     manager that applied it
   * @param marked whether it says that it is ours
   * @param rules its rules, or {@link #TOO_LONG}
   * @param identity its uid and resourceVersion, for deleting exactly this one
   */
  public record ObservedRole(
      boolean labelled, boolean ours, boolean marked, JsonArray rules, Identity identity) {
    /** Stands for rules that are longer: they are not kept, and are the same as no others. */
    public static final JsonArray TOO_LONG = JsonFactory.array().add("too long").build();

    boolean tooLong() {
      return rules.equals(TOO_LONG);
    }

    /** Whether it is the cluster's own and copied to every namespace. */
    public boolean isSource(RoleKey key) {
      return key.namespace().equals(DefaultRoles.SOURCE) && labelled && !ours;
    }
  }

  /** Which object, in which state. */
  public record Identity(String uid, String resourceVersion) {
    public static final Identity NONE = new Identity("", "");
  }
}
