package org.clustershare.sharing.control;

import org.clustershare.cluster.entity.Cluster;
import org.clustershare.sharing.entity.Share;

/**
 * What an active share leads to.
 *
 * @param share the share
 * @param cluster its cluster
 * @param projectName the project that the cluster belongs to
 */
public record SharedCluster(Share share, Cluster cluster, String projectName) {
  public String clusterName() {
    return cluster.name();
  }

  public String sharedBy() {
    return share.createdBy();
  }
}
