package org.clustershare.roles.plan;

import jakarta.json.JsonArray;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clustershare.roles.settings.RoleSettings;
import org.clustershare.roles.settings.RoleTemplate;

/**
 * The roles that every cluster gets.
 *
 * @param labelled names of ClusterRoles of Kubernetes that get the role label and nothing else
 * @param namespaced rules by name of the Roles in {@link #SOURCE}, copied to every other namespace
 * @param ownerRole the ClusterRole to which a cluster's owner is bound once
 */
public record DefaultRoles(
    SortedSet<String> labelled, SortedMap<String, JsonArray> namespaced, String ownerRole) {
  /** The namespace whose roles are copied to all others. */
  public static final String SOURCE = "kube-system";

  public static DefaultRoles of(RoleSettings settings) {
    var labelled = new TreeSet<String>();
    Map<String, JsonArray> namespaced = new TreeMap<>();
    for (var template : settings.templates()) {
      switch (template) {
        case RoleTemplate.Namespaced(var name, var rules) -> namespaced.put(name, rules);
        case RoleTemplate.Labelled(var name) -> labelled.add(name);
      }
    }
    return new DefaultRoles(labelled, new TreeMap<>(namespaced), settings.ownerClusterRole());
  }
}
