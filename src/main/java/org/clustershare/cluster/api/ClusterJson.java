package org.clustershare.cluster.api;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.kkp.KkpClient;
import org.clustershare.platform.kkp.KkpVersion;

/** A cluster as KKP's API writes an external one. */
public record ClusterJson(
    String id,
    String name,
    Instant creationTimestamp,
    String type,
    String owner,
    StatusJson status,
    Optional<ClientJson> oidc) {

  /**
   * The state of a cluster.
   *
   * @param state {@code Running} or {@code Unknown}; in capitals for clients of KKP 2.20 and
   *     earlier
   * @param url the API server's address
   * @param externalUrl its address for people, if that is another one
   */
  public record StatusJson(
      String state,
      URI url,
      CredentialsJson credentials,
      Optional<URI> externalUrl,
      Optional<Instant> verifiedAt) {}

  /** The state of the credentials for a cluster, and the time at which they expire. */
  public record CredentialsJson(String state, Optional<Instant> expiresAt) {}

  static ClusterJson of(Cluster cluster, Instant now, KkpClient client) {
    var credentials =
        new CredentialsJson(lowerCase(cluster.credentialState(now)), cluster.credentialsExpireAt());
    var status =
        new StatusJson(
            state(cluster, client),
            cluster.server(),
            credentials,
            cluster.externalServer(),
            cluster.verifiedAt());
    return new ClusterJson(
        cluster.id(),
        cluster.name(),
        cluster.createdAt(),
        "kubernetes",
        cluster.ownerEmail(),
        status,
        cluster.client().map(ClientJson::of));
  }

  private static String state(Cluster cluster, KkpClient client) {
    var state = cluster.verifiedAt().isPresent() ? "Running" : "Unknown";
    return client.expects(KkpVersion.STATE_IN_MIXED_CASE) ? state : state.toUpperCase(Locale.ROOT);
  }

  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
