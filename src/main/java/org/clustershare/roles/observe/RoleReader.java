package org.clustershare.roles.observe;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.clustershare.bindings.SharedRules;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.ReservedNamespaces;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.PagedList;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.platform.problem.Message;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.ObservedRoles;
import org.clustershare.roles.plan.ObservedRoles.Identity;
import org.clustershare.roles.plan.ObservedRoles.ObservedClusterRole;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;

/**
 * Reads what a plan needs to know. A cluster in which all is well costs three lists; only a page of
 * one is in memory at a time, and rules that are the same are kept once. Lists that are the same as
 * at the last time need not be parsed: see {@link #digest}.
 */
public final class RoleReader {
  private static final int GONE = 410;
  private static final String CLUSTER_ROLES =
      ApiPath.of("apis", RoleScope.GROUP, "v1", "clusterroles");
  private static final String NAMESPACES = ApiPath.of("api", "v1", "namespaces");
  private static final String ROLES = ApiPath.of("apis", RoleScope.GROUP, "v1", "roles");

  // Characters of rules that differ from each other; a cluster has a few thousand.
  private static final int MOST_RULES = 8 << 20;

  /** In how many namespaces roles are kept; Kubernetes itself is tested with 10,000. */
  private static final int MOST_NAMESPACES = 50_000;

  /** The most Roles of the cluster's own that are copied to every namespace. */
  private static final int MOST_SOURCES = 100;

  /** Kubernetes' uids are UUIDs, its versions are numbers. */
  private static final int LONGEST_IDENTITY = 128;

  private static final String MANAGERS = "metadata managedFields manager";
  private static final String COMPONENT = "metadata labels " + Labels.COMPONENT;
  private static final FieldMask CLUSTER_ROLE = FieldMask.of("metadata name", COMPONENT, MANAGERS);
  private static final FieldMask NAMESPACE =
      FieldMask.of("metadata name", "metadata deletionTimestamp");
  private static final FieldMask ROLE =
      FieldMask.of(
          "metadata name",
          "metadata namespace",
          "metadata uid",
          "metadata resourceVersion",
          COMPONENT,
          "metadata labels " + Labels.MANAGED_BY,
          MANAGERS,
          "rules");

  // What an entry of a map takes beside the names in it, in bytes.
  private static final int ENTRY = 150;
  private static final int ROLE_ENTRY = 400;

  private final ClusterApi api;
  private final DefaultRoles desired;
  private final SharedRules rules = new SharedRules();
  private final Map<String, String> knownNames = new HashMap<>();
  private final List<Optional<String>> digests = new ArrayList<>();
  private final Supplier<Map<String, ObservedClusterRole>> clusterRoles;
  private final Supplier<Set<String>> namespaces;
  private final Supplier<Map<RoleKey, ObservedRole>> labelled;
  private boolean more;
  private int kept;

  /**
   * Asks a cluster.
   *
   * @param first the way for the first call, with which a cluster that hangs shows itself
   * @param api the way for all others
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public RoleReader(ClusterApi first, ClusterApi api, DefaultRoles desired) {
    this.api = api;
    this.desired = desired;
    clusterRoles =
        part(first.objects(CLUSTER_ROLES, Labels.selector(Labels.ROLE)), this::clusterRoles);
    namespaces = part(api.objects(NAMESPACES, ""), this::namespaces);
    // Those with our label are all there are in a cluster in which all is well.
    labelled =
        part(api.objects(ROLES, Labels.selector(Labels.ROLE)), list -> this.roles(list, Set.of()));
  }

  /** What can be told apart by its digest waits for {@link #observed}; the rest is parsed now. */
  private <T> Supplier<T> part(PagedList list, Function<PagedList, T> parse) {
    var digest = list.digest();
    digests.add(digest);
    if (digest.isPresent()) {
      return () -> parse.apply(list);
    }
    var parsed = anewWhenGone(() -> parse.apply(list));
    return () -> parsed;
  }

  /**
   * The same as long as the cluster answers the same. Empty when an answer was too large to tell,
   * and when more had to be read than the three lists.
   */
  public Optional<String> digest() {
    return more || digests.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(digests.stream().map(Optional::get).collect(Collectors.joining()));
  }

  /**
   * What the cluster has.
   *
   * @param boundOwner the owner whom we bound; empty as long as nobody was
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public ObservedRoles observed(String boundOwner) {
    var foundClusterRoles = clusterRoles.get();
    var foundNamespaces = namespaces.get();
    var foundRoles = labelled.get();
    var names = names(foundRoles);
    boolean complete =
        foundNamespaces.stream()
            .filter(namespace -> !ReservedNamespaces.contains(namespace))
            .allMatch(
                namespace ->
                    names.stream()
                        .allMatch(name -> foundRoles.containsKey(new RoleKey(namespace, name))));
    return new ObservedRoles(
        foundClusterRoles, foundNamespaces, complete ? foundRoles : allRoles(names), boundOwner);
  }

  private Map<RoleKey, ObservedRole> allRoles(Set<String> names) {
    more = true;
    return anewWhenGone(() -> roles(api.objects(ROLES, ""), names));
  }

  private Map<String, ObservedClusterRole> clusterRoles(PagedList list) {
    var found = new TreeMap<String, ObservedClusterRole>();
    list.forEach(
        CLUSTER_ROLE,
        role -> {
          found.put(name(role), new ObservedClusterRole(true, byUs(role)));
          return ENTRY + JsonSize.of(name(role));
        });
    for (var name : desired.labelled()) {
      if (!found.containsKey(name)) {
        more = true;
        api.find(CLUSTER_ROLES + ApiPath.of(name))
            .ifPresent(
                role ->
                    found.put(
                        name, new ObservedClusterRole(Labels.has(role, Labels.ROLE), byUs(role))));
      }
    }
    return found;
  }

  private Set<String> namespaces(PagedList list) {
    var found = new HashSet<String>();
    list.forEach(
        NAMESPACE,
        namespace -> {
          // In a namespace that is being deleted nothing can be made.
          if (namespace.getJsonObject("metadata").containsKey("deletionTimestamp")) {
            return 0;
          }
          if (found.size() == MOST_NAMESPACES) {
            throw new ClusterUnreachableException(
                Message.of("cluster.namespaces", MOST_NAMESPACES));
          }
          var name = once(name(namespace));
          found.add(name);
          return ENTRY + JsonSize.of(name);
        });
    return found;
  }

  /** The Roles with our label, and those with one of these names. */
  private Map<RoleKey, ObservedRole> roles(PagedList list, Set<String> names) {
    var roles = new HashMap<RoleKey, ObservedRole>();
    list.forEach(
        ROLE,
        role -> {
          var metadata = role.getJsonObject("metadata");
          boolean isLabelled = Labels.has(role, Labels.ROLE);
          if (!isLabelled && !names.contains(name(role))) {
            return 0;
          }
          int before = kept;
          var rules = rules(role);
          var key = new RoleKey(once(metadata.getString("namespace", "")), once(name(role)));
          roles.put(
              key,
              new ObservedRole(
                  isLabelled,
                  byUs(role),
                  Labels.has(role, Labels.MANAGED_BY, Labels.OURS),
                  rules,
                  identity(metadata)));
          return ROLE_ENTRY + (kept > before ? JsonSize.of(rules) : 0);
        });
    return roles;
  }

  private Set<String> names(Map<RoleKey, ObservedRole> labelled) {
    var names = new HashSet<>(desired.namespaced().keySet());
    labelled.forEach(
        (key, role) -> {
          if (role.isSource(key)) {
            names.add(key.name());
          }
        });
    if (names.size() > desired.namespaced().size() + MOST_SOURCES) {
      throw new ClusterUnreachableException(
          Message.of("cluster.roles", MOST_SOURCES, DefaultRoles.SOURCE));
    }
    return names;
  }

  private static Identity identity(JsonObject metadata) {
    return new Identity(
        StringUtils.left(metadata.getString("uid", ""), LONGEST_IDENTITY),
        StringUtils.left(metadata.getString("resourceVersion", ""), LONGEST_IDENTITY));
  }

  /** Every namespace has Roles of the same names: each name is kept once. */
  private String once(String name) {
    return knownNames.computeIfAbsent(name, same -> same);
  }

  private JsonArray rules(JsonObject role) {
    var found = role.get("rules") instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
    // Nearly all are these; looking for others computes a digest of every verb of every rule.
    return Optional.ofNullable(desired.namespaced().get(name(role)))
        .filter(found::equals)
        .or(() -> rules.earlier(found))
        .orElseGet(() -> kept(found));
  }

  /** A server that gives each Role other rules must not fill our memory. */
  private JsonArray kept(JsonArray unknown) {
    long length = JsonSize.ofText(unknown);
    if (length > SharedRules.LONGEST_RULES) {
      return ObservedRole.TOO_LONG;
    }
    kept += (int) length;
    if (kept > MOST_RULES) {
      throw new ClusterUnreachableException(Message.of("cluster.rules", MOST_RULES >> 20));
    }
    return unknown;
  }

  private static String name(JsonObject object) {
    return object.getJsonObject("metadata").getString("name");
  }

  private static boolean byUs(JsonObject object) {
    return FieldManager.test(object.getJsonObject("metadata"));
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
