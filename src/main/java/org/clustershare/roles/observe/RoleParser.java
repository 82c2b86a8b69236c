package org.clustershare.roles.observe;

import jakarta.json.JsonArray;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.lang3.StringUtils;
import org.clustershare.bindings.RuleInterner;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.PagedList;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.JsonSize;
import org.clustershare.kubernetes.object.ObjectMeta;
import org.clustershare.kubernetes.object.Role;
import org.clustershare.platform.problem.Message;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.ObservedRoles.ObservedClusterRole;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;
import org.clustershare.roles.plan.ObservedRoles.Preconditions;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;

/**
 * Parses lists of ClusterRoles, namespaces and Roles. Only one page is in memory at a time; equal
 * names and rules are kept once, and a cluster that sends too many of them is refused.
 */
final class RoleParser {
  /** The limit of distinct rules, in characters; a usual cluster has a few thousand. */
  private static final int MAX_RULES = 8 << 20;

  /** The limit of namespaces; Kubernetes itself is tested with 10,000. */
  private static final int MAX_NAMESPACES = 50_000;

  /** Kubernetes' uids are UUIDs, its versions are numbers. */
  private static final int MAX_VERSION_LENGTH = 128;

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

  // The size of a map's entry without its names, in bytes.
  private static final int ENTRY = 150;
  private static final int ROLE_ENTRY = 400;

  private final DefaultRoles desired;
  private final RuleInterner ruleInterner = new RuleInterner();
  private final Map<String, String> knownNames = new HashMap<>();
  private int rulesLength;

  RoleParser(DefaultRoles desired) {
    this.desired = desired;
  }

  /** Parses a list of the ClusterRoles with the role label. */
  Map<String, ObservedClusterRole> clusterRoles(PagedList list) {
    var found = new TreeMap<String, ObservedClusterRole>();
    list.forEach(
        CLUSTER_ROLE,
        json -> {
          var metadata = ObjectMeta.of(json);
          found.put(metadata.name(), new ObservedClusterRole(true, isManaged(metadata)));
          return ENTRY + JsonSize.of(metadata.name());
        });
    return found;
  }

  static ObservedClusterRole clusterRole(ObjectMeta metadata) {
    return new ObservedClusterRole(Labels.has(metadata, Labels.ROLE), isManaged(metadata));
  }

  private static boolean isManaged(ObjectMeta metadata) {
    return metadata.hasFieldManager(ClusterApi.FIELD_MANAGER);
  }

  /** Parses a list of namespaces: the names of those that are not being deleted. */
  Set<String> namespaces(PagedList list) {
    var found = new HashSet<String>();
    list.forEach(
        NAMESPACE,
        json -> {
          var metadata = ObjectMeta.of(json);
          if (metadata.isBeingDeleted()) {
            return 0;
          }
          if (found.size() == MAX_NAMESPACES) {
            throw new ClusterUnreachableException(Message.of("cluster.namespaces", MAX_NAMESPACES));
          }
          var name = interned(metadata.name());
          found.add(name);
          return ENTRY + JsonSize.of(name);
        });
    return found;
  }

  /** Parses a list of Roles: those with the role label or with one of these names. */
  Map<RoleKey, ObservedRole> roles(PagedList list, Set<String> names) {
    var roles = new HashMap<RoleKey, ObservedRole>();
    list.forEach(
        ROLE,
        json -> {
          var role = new Role(json);
          var metadata = role.metadata();
          boolean isLabelled = Labels.has(metadata, Labels.ROLE);
          if (!isLabelled && !names.contains(metadata.name())) {
            return 0;
          }
          int before = rulesLength;
          var rules = interned(role);
          roles.put(
              new RoleKey(interned(metadata.namespace().orElse("")), interned(metadata.name())),
              new ObservedRole(
                  isLabelled,
                  isManaged(metadata),
                  metadata.hasLabel(Labels.MANAGED_BY, Labels.CLUSTER_SHARE),
                  rules,
                  preconditions(metadata)));
          return ROLE_ENTRY + (rulesLength > before ? JsonSize.of(rules) : 0);
        });
    return roles;
  }

  private static Preconditions preconditions(ObjectMeta metadata) {
    return new Preconditions(
        StringUtils.left(metadata.uid(), MAX_VERSION_LENGTH),
        StringUtils.left(metadata.resourceVersion(), MAX_VERSION_LENGTH));
  }

  /** Every namespace has Roles of the same names: each name is kept once. */
  private String interned(String name) {
    return knownNames.computeIfAbsent(name, same -> same);
  }

  private JsonArray interned(Role role) {
    // Nearly all rules are a default role's; the search for others digests every verb.
    return Optional.ofNullable(desired.namespaced().get(role.metadata().name()))
        .filter(role.rules()::equals)
        .or(() -> ruleInterner.putIfAbsent(role.rules()))
        .orElseGet(() -> limited(role.rules()));
  }

  /** Counts new rules, because a server can send other rules for each Role. */
  private JsonArray limited(JsonArray rules) {
    long length = JsonSize.ofText(rules);
    if (length > RuleInterner.MAX_LENGTH) {
      return ObservedRole.TOO_LONG;
    }
    rulesLength += (int) length;
    if (rulesLength > MAX_RULES) {
      throw new ClusterUnreachableException(Message.of("cluster.rules", MAX_RULES >> 20));
    }
    return rules;
  }
}
