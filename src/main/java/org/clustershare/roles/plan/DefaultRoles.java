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
 * The roles that every cluster is to have.
 *
 * @param labelled ClusterRoles of Kubernetes' own that get our label and are otherwise left alone
 * @param namespaced the rules of each Role that is kept in {@link #SOURCE} and copied to every
 *     other namespace, by name
 * @param ownerRole the ClusterRole that a cluster's owner is bound to once
 */
public record DefaultRoles(
    SortedSet<String> labelled, SortedMap<String, JsonArray> namespaced, String ownerRole) {
  /** The namespace whose roles are copied to all others. */
  public static final String SOURCE = "kube-system";

  public static DefaultRoles of(RoleSettings settings) {
    var labelled = new TreeSet<String>();
    Map<String, JsonArray> namespaced = new TreeMap<>();
    for (var template : settings.templates()) {
      if (template instanceof RoleTemplate.Namespaced role) {
        namespaced.put(role.name(), role.rules());
      } else {
        labelled.add(template.name());
      }
    }
    return new DefaultRoles(labelled, new TreeMap<>(namespaced), settings.ownerClusterRole());
  }
}
