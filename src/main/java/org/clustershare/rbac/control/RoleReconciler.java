package org.clustershare.rbac.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.kubernetes.ApiPath;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.cluster.kubernetes.ClusterRefusedException;
import org.clustershare.rbac.control.ObservedRoles.ObservedRole;
import org.clustershare.rbac.control.ObservedRoles.RoleKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a cluster's default roles to what they should be, and binds its owner once. */
@ApplicationScoped
public class RoleReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(RoleReconciler.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String GROUP = "rbac.authorization.k8s.io";

  @Inject private Clusters clusters;
  @Inject private Bindings bindings;
  @Inject private Clock clock;

  private final DefaultRoles desired = DefaultRoles.bundled();

  /**
   * Looks at one cluster and repairs what is not as it should be. Writes nothing when all is well;
   * a cluster that was removed meanwhile is passed over.
   */
  public void reconcile(String clusterId) {
    var found = clusters.find(clusterId);
    if (found.isEmpty()) {
      return;
    }
    var cluster = found.get();
    var api = clusters.api(cluster).within(LONGEST);
    var plan = RolePlan.of(desired, observe(api, desired));
    plan.conflicts()
        .forEach(role -> LOG.warn("role not ours: cluster={} role={}", clusterId, role));
    repair(clusterId, api, plan);
    if (!cluster.ownerBound()) {
      bindings.ensure(
          api, RoleScope.cluster(), DefaultRoles.OWNER_ROLE, Subject.user(cluster.ownerEmail()));
      clusters.ownerBound(clusterId, clock.instant());
      LOG.info("owner bound: cluster={} role={}", clusterId, DefaultRoles.OWNER_ROLE);
    }
  }

  /**
   * Carries out a plan. A step that the cluster refuses (a namespace that ends in between, a
   * webhook that lets nobody in) is told and does not hold up the others.
   *
   * @throws ClusterRefusedException when every step was refused
   */
  static void repair(String clusterId, ClusterApi api, RolePlan plan) {
    var refusals = new ArrayList<ClusterRefusedException>();
    for (var step : plan.steps()) {
      try {
        api.apply(step.path(), step.body());
        LOG.info("role repaired: cluster={} reason={}", clusterId, step.reason());
      } catch (ClusterRefusedException e) {
        refusals.add(e);
      }
    }
    if (!refusals.isEmpty()) {
      if (refusals.size() == plan.steps().size()) {
        throw refusals.get(0);
      }
      LOG.warn(
          "roles not repaired: cluster={} count={} first={}",
          clusterId,
          refusals.size(),
          refusals.get(0).sentence());
    }
  }

  static ObservedRoles observe(ClusterApi api, DefaultRoles desired) {
    var clusterRoles = new TreeMap<String, Boolean>();
    for (var name : desired.labelled()) {
      api.find(ApiPath.of("apis", GROUP, "v1", "clusterroles", name))
          .ifPresent(role -> clusterRoles.put(name, Labels.has(role, Labels.ROLE)));
    }
    var namespaces = new TreeSet<String>();
    for (var namespace : api.list(ApiPath.of("api", "v1", "namespaces"), "")) {
      var metadata = namespace.getJsonObject("metadata");
      // In a namespace that is being deleted nothing can be made.
      if (!metadata.containsKey("deletionTimestamp")) {
        namespaces.add(metadata.getString("name"));
      }
    }
    Map<RoleKey, ObservedRole> roles = new HashMap<>();
    for (var role : api.list(ApiPath.of("apis", GROUP, "v1", "roles"), "")) {
      var metadata = role.getJsonObject("metadata");
      if (desired.namespaced().containsKey(metadata.getString("name"))) {
        boolean labelled = Labels.has(role, Labels.ROLE);
        roles.put(
            new RoleKey(metadata.getString("namespace"), metadata.getString("name")),
            new ObservedRole(labelled, labelled || MadeByUs.test(metadata), rules(role)));
      }
    }
    return new ObservedRoles(clusterRoles, namespaces, roles);
  }

  private static JsonArray rules(JsonObject role) {
    return role.get("rules") instanceof JsonArray rules ? rules : JsonValue.EMPTY_JSON_ARRAY;
  }
}
