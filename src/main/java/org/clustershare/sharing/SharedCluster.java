package org.clustershare.sharing;

import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.text.PlainText;
import org.clustershare.sharing.entity.Share;

/**
 * Cluster of an active share.
 *
 * @param share the share
 * @param cluster its cluster
 * @param projectName the name of the cluster's project
 */
public record SharedCluster(Share share, Cluster cluster, String projectName) {
  /** The host to which the recipient's kubectl sends tokens, with the port if there is one. */
  public String serverHost() {
    return serverHost(cluster);
  }

  /** As {@link #serverHost()}, for any cluster. */
  public static String serverHost(Cluster cluster) {
    var server = cluster.serverForPeople();
    return server.getPort() < 0 ? server.getHost() : server.getHost() + ":" + server.getPort();
  }

  /** The cluster's name with hidden characters made visible; earlier versions accepted them. */
  public String clusterName() {
    return PlainText.visible(cluster.name());
  }

  public String sharedBy() {
    return share.createdBy();
  }
}
