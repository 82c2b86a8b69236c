package org.clustershare.rbac.control;

import jakarta.json.JsonArray;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of a cluster that the default roles are about.
 *
 * @param clusterRoles the ClusterRoles that we label, as far as they exist, and whether they have
 *     the label
 * @param namespaces the namespaces that are not being deleted
 * @param roles the Roles that have the name of one of ours
 */
record ObservedRoles(
    Map<String, Boolean> clusterRoles, Set<String> namespaces, Map<RoleKey, ObservedRole> roles) {

  /** Where a Role is. */
  record RoleKey(String namespace, String name) {}

  /**
   * What matters of a Role.
   *
   * @param labelled whether it has our label
   * @param ours whether we made it, also when somebody took the label away
   * @param rules its rules
   */
  record ObservedRole(boolean labelled, boolean ours, JsonArray rules) {}

  /** What a cluster looks like after a plan was carried out; the law that tests hold plans to. */
  ObservedRoles after(RolePlan plan) {
    var newClusterRoles = new TreeMap<>(clusterRoles);
    var newRoles = new java.util.HashMap<>(roles);
    for (var step : plan.steps()) {
      if (step instanceof RolePlan.LabelClusterRole label) {
        newClusterRoles.put(label.name(), true);
      } else if (step instanceof RolePlan.ApplyRole apply) {
        newRoles.put(
            new RoleKey(apply.namespace(), apply.name()),
            new ObservedRole(true, true, apply.body().getJsonArray("rules")));
      }
    }
    return new ObservedRoles(newClusterRoles, namespaces, newRoles);
  }
}
