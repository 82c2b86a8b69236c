package org.clustershare.sharing;

import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.text.PlainText;
import org.clustershare.sharing.entity.Share;

/**
 * What an active share leads to.
 *
 * @param share the share
 * @param cluster its cluster
 * @param projectName the project that the cluster belongs to
 */
public record SharedCluster(Share share, Cluster cluster, String projectName) {
  /** Where recipients' kubectl, and so their tokens, will go: host, and port if there is one. */
  public String serverHost() {
    return serverHost(cluster);
  }

  public static String serverHost(Cluster cluster) {
    var server = cluster.serverForPeople();
    return server.getPort() < 0 ? server.getHost() : server.getHost() + ":" + server.getPort();
  }

  /** Names of earlier versions may have characters that are not seen. */
  public String clusterName() {
    return PlainText.visible(cluster.name());
  }

  public String sharedBy() {
    return share.createdBy();
  }
}
