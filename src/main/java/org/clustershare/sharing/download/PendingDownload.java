package org.clustershare.sharing.download;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.sharing.SharedCluster;

/**
 * Kubeconfig that waits for download by the browser in which the recipient signed in.
 *
 * @param shareId the id of the share; empty text for a project member's kubeconfig
 * @param clusterId the id of the cluster
 * @param clusterName the name of the cluster
 * @param serverHost the host of the API server, with the port if there is one
 * @param sharedBy the email of the share's creator
 * @param email the recipient's email
 * @param otherIssuer the issuer that asserts the email; empty for the installation's issuer
 * @param style how kubectl gets tokens
 * @param content the kubeconfig
 * @param expiresAt when the store discards it
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

  /** The file name of the download. */
  public String fileName() {
    return "kubeconfig-" + clusterId;
  }
}
