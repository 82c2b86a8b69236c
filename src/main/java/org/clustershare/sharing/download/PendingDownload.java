package org.clustershare.sharing.download;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.sharing.SharedCluster;

/**
 * A kubeconfig that waits to be downloaded by the browser whose person signed in.
 *
 * @param shareId the share it came from; empty text for a member's
 * @param clusterId the cluster
 * @param clusterName its name
 * @param serverHost the host of its API server, with the port if there is one
 * @param sharedBy the email of whoever shares
 * @param email the recipient's email
 * @param otherIssuer who says that it is theirs; empty for the installation's issuer
 * @param style how kubectl gets tokens
 * @param content the file
 * @param expiresAt when it is forgotten
 */
public record PendingDownload(
    String shareId,
    String clusterId,
    String clusterName,
    String serverHost,
    String sharedBy,
    String email,
    Optional<URI> otherIssuer,
    KubeconfigStyle style,
    Secret content,
    Instant expiresAt) {

  public static PendingDownload of(
      SharedCluster shared,
      String email,
      Optional<URI> otherIssuer,
      KubeconfigStyle style,
      Secret content,
      Instant expires) {
    Cluster cluster = shared.cluster();
    return new PendingDownload(
        shared.share().id(),
        cluster.id(),
        shared.clusterName(),
        shared.serverHost(),
        shared.sharedBy(),
        email,
        otherIssuer,
        style,
        content,
        expires);
  }

  static PendingDownload ofMember(
      Cluster cluster, String email, KubeconfigStyle style, Secret content) {
    return new PendingDownload(
        "",
        cluster.id(),
        cluster.name(),
        SharedCluster.serverHost(cluster),
        email,
        email,
        Optional.empty(),
        style,
        content,
        Instant.MAX);
  }

  /** The name under which browsers keep it. */
  public String fileName() {
    return "kubeconfig-" + clusterId;
  }
}
