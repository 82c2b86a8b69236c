package org.clustershare.sharing.download;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.sharing.SharedCluster;

/**
 * Kubeconfig that waits for download by the browser in which the recipient signed in.
 *
 * @param source the cluster, and the share if there is one
 * @param recipient the person for whom it was created
 * @param style how kubectl gets tokens
 * @param content the kubeconfig
 * @param expiresAt when the store discards it
 */
public record PendingDownload(
    Source source, Recipient recipient, KubeconfigStyle style, Secret content, Instant expiresAt) {

  /**
   * Origin of a kubeconfig.
   *
   * @param shareId the id of the share; empty text for a project member's kubeconfig
   * @param clusterId the id of the cluster
   * @param clusterName the name of the cluster
   * @param serverHost the host of the API server, with the port if there is one
   * @param sharedBy the email of the share's creator
   */
  public record Source(
      String shareId, String clusterId, String clusterName, String serverHost, String sharedBy) {

    public static Source of(SharedCluster shared) {
      return new Source(
          shared.share().id(),
          shared.cluster().id(),
          shared.clusterName(),
          shared.serverHost(),
          shared.sharedBy());
    }

    static Source ofMember(Cluster cluster, String email) {
      return new Source("", cluster.id(), cluster.name(), SharedCluster.serverHost(cluster), email);
    }
  }

  /**
   * Person for whom a kubeconfig was created.
   *
   * @param email the recipient's email
   * @param otherIssuer the issuer that asserts the email; empty for the installation's issuer
   */
  public record Recipient(String email, Optional<URI> otherIssuer) {}

  public String clusterId() {
    return source.clusterId();
  }

  public String clusterName() {
    return source.clusterName();
  }

  public String serverHost() {
    return source.serverHost();
  }

  public String sharedBy() {
    return source.sharedBy();
  }

  public String email() {
    return recipient.email();
  }

  /** The file name of the download. */
  public String fileName() {
    return "kubeconfig-" + clusterId();
  }
}
