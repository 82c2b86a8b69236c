package org.clustershare.cluster.account;

import java.util.List;

/**
 * The roles that Cluster Share changes in every cluster, so that its account needs rights on them.
 * The names are sorted.
 */
public interface ManagedRoles {
  /** The cluster's own ClusterRoles that get a label. */
  List<String> clusterRoles();

  /** The Roles that every namespace gets. */
  List<String> namespacedRoles();
}
