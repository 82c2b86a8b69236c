package org.clustershare.rbac.control;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.clustershare.cluster.kubernetes.ApiPath;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.cluster.kubernetes.ClusterException;
import org.clustershare.cluster.kubernetes.ClusterRefusedException;
import org.clustershare.cluster.kubernetes.ClusterUnreachableException;
import org.clustershare.rbac.control.ObservedRoles.Identity;
import org.clustershare.rbac.control.ObservedRoles.ObservedClusterRole;
import org.clustershare.rbac.control.ObservedRoles.ObservedRole;
import org.clustershare.rbac.control.ObservedRoles.RoleKey;

/**
 * Reads what a plan needs to know. A cluster in which all is well costs three lists; only a page of
 * one is in memory at a time, and rules that are the same are kept once.
 */
final class RoleReader {
  private static final int GONE = 410;

  // Characters of rules that differ from each other; a cluster has a few thousand.
  private static final int MOST_RULES = 8 << 20;

  private final ClusterApi first;
  private final ClusterApi api;
  private final DefaultRoles desired;
  private final Map<JsonArray, JsonArray> rules = new HashMap<>();
  private int kept;

  private RoleReader(ClusterApi first, ClusterApi api, DefaultRoles desired) {
    this.first = first;
    this.api = api;
    this.desired = desired;
    desired.namespaced().values().forEach(known -> rules.put(known, known));
  }

  /**
   * Reads a cluster.
   *
   * @param first the way for the first call, with which a cluster that hangs shows itself
   * @param api the way for all others
   * @param boundOwner the owner whom we bound; empty as long as nobody was
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  static ObservedRoles read(
      ClusterApi first, ClusterApi api, DefaultRoles desired, String boundOwner) {
    return new RoleReader(first, api, desired).read(boundOwner);
  }

  private ObservedRoles read(String boundOwner) {
    var clusterRoles = clusterRoles();
    var namespaces = anewWhenGone(this::namespaces);
    // Those with our label are all there are in a cluster in which all is well.
    var labelled = anewWhenGone(() -> roles(Labels.selector(Labels.ROLE), Set.of()));
    var names = names(labelled);
    boolean complete =
        namespaces.stream()
            .allMatch(
                namespace ->
                    names.stream()
                        .allMatch(name -> labelled.containsKey(new RoleKey(namespace, name))));
    var roles = complete ? labelled : anewWhenGone(() -> roles("", names));
    return new ObservedRoles(clusterRoles, namespaces, roles, boundOwner);
  }

  private Map<String, ObservedClusterRole> clusterRoles() {
    var path = ApiPath.of("apis", RoleScope.GROUP, "v1", "clusterroles");
    var found = new TreeMap<String, ObservedClusterRole>();
    first
        .list(path, Labels.selector(Labels.ROLE))
        .forEach(role -> found.put(name(role), new ObservedClusterRole(true, byUs(role))));
    for (var name : desired.labelled()) {
      if (!found.containsKey(name)) {
        api.find(path + ApiPath.of(name))
            .ifPresent(
                role ->
                    found.put(
                        name, new ObservedClusterRole(Labels.has(role, Labels.ROLE), byUs(role))));
      }
    }
    return found;
  }

  private Set<String> namespaces() {
    var namespaces = new HashSet<String>();
    api.each(
        ApiPath.of("api", "v1", "namespaces"),
        "",
        namespace -> {
          // In a namespace that is being deleted nothing can be made.
          if (!namespace.getJsonObject("metadata").containsKey("deletionTimestamp")) {
            namespaces.add(name(namespace));
          }
        });
    return namespaces;
  }

  /** The Roles with our label, and those with one of these names. */
  private Map<RoleKey, ObservedRole> roles(String selector, Set<String> names) {
    var roles = new HashMap<RoleKey, ObservedRole>();
    api.each(
        ApiPath.of("apis", RoleScope.GROUP, "v1", "roles"),
        selector,
        role -> {
          var metadata = role.getJsonObject("metadata");
          boolean labelled = Labels.has(role, Labels.ROLE);
          if (labelled || names.contains(name(role))) {
            roles.put(
                new RoleKey(metadata.getString("namespace", ""), name(role)),
                new ObservedRole(
                    labelled,
                    byUs(role),
                    Labels.has(role, Labels.MANAGED_BY, Labels.OURS),
                    rules(role),
                    new Identity(
                        metadata.getString("uid", ""), metadata.getString("resourceVersion", ""))));
          }
        });
    return roles;
  }

  private Set<String> names(Map<RoleKey, ObservedRole> labelled) {
    var names = new HashSet<>(desired.namespaced().keySet());
    labelled.forEach(
        (key, role) -> {
          if (key.namespace().equals(DefaultRoles.SOURCE) && !role.ours()) {
            names.add(key.name());
          }
        });
    return names;
  }

  private JsonArray rules(JsonObject role) {
    var found = role.get("rules") instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
    return rules.computeIfAbsent(found, this::kept);
  }

  /** A server that gives each Role other rules must not fill our memory. */
  private JsonArray kept(JsonArray unknown) {
    kept += unknown.toString().length();
    if (kept > MOST_RULES) {
      throw new ClusterUnreachableException(
          "The cluster's Roles have more than %d MiB of different rules."
              .formatted(MOST_RULES >> 20));
    }
    return unknown;
  }

  private static String name(JsonObject object) {
    return object.getJsonObject("metadata").getString("name");
  }

  private static boolean byUs(JsonObject object) {
    return MadeByUs.test(object.getJsonObject("metadata"));
  }

  /** A long list can outlive the version that its first page was of; then it is read once more. */
  private static <T> T anewWhenGone(Supplier<T> list) {
    try {
      return list.get();
    } catch (ClusterRefusedException e) {
      if (e.status() == GONE) {
        return list.get();
      }
      throw e;
    }
  }
}
