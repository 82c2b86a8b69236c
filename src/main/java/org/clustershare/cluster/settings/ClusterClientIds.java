package org.clustershare.cluster.settings;

import java.util.Collection;
import java.util.Set;
import org.clustershare.platform.config.SettingValues;

/**
 * The clients that may become a cluster's own ({@code cluster-client-ids}); none by default. A
 * project that names a client makes people fetch its tokens for the cluster, and cannot prove that
 * the client is its own. So the operator lists the clients that are meant for clusters.
 *
 * @param names client ids; one that ends with {@code *} matches all ids with this prefix
 */
public record ClusterClientIds(Set<String> names) {
  private static final String ANY_END = "*";

  static ClusterClientIds read(SettingValues values) {
    return new ClusterClientIds(Set.copyOf(values.list("cluster-client-ids")));
  }

  /** Whether all of these are allowed. */
  public boolean allows(Collection<String> clientIds) {
    return clientIds.stream().allMatch(id -> names.stream().anyMatch(name -> fits(name, id)));
  }

  private static boolean fits(String name, String id) {
    return name.endsWith(ANY_END)
        ? id.startsWith(name.substring(0, name.length() - ANY_END.length()))
        : id.equals(name);
  }
}
