package org.clustershare.cluster.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A Kubernetes cluster that a person registered with a kubeconfig. Immutable: a change is a new
 * value, which the cluster's row takes over in its transaction.
 *
 * @param registration what people entered
 * @param access address and sealed credentials of the API server
 * @param client the cluster's own OIDC client; empty if the cluster trusts the installation's
 * @param renewal the requested client certificate that is not in use yet; empty if there is none
 * @param verification the result of the last check
 * @param version of the row; grows with each change
 */
public record Cluster(
    Registration registration,
    StoredAccess access,
    Optional<StoredClient> client,
    Optional<StoredRenewal> renewal,
    Verification verification,
    long version) {
  /** How long before they expire credentials are reported as {@link CredentialState#EXPIRING}. */
  public static final Duration WARNING = Duration.ofDays(14);

  /** Whether credentials can still be used. */
  public enum CredentialState {
    VALID,
    /** They expire within {@link #WARNING}. */
    EXPIRING,
    EXPIRED
  }

  /**
   * What people entered about a cluster.
   *
   * @param ownerEmail the person who registered the cluster, or its present owner
   * @param externalServer the address for people, if it is not the one that Cluster Share uses
   */
  public record Registration(
      String id,
      String projectId,
      String name,
      String ownerEmail,
      Optional<URI> externalServer,
      Instant createdAt) {}

  /**
   * The result of the last check of a cluster.
   *
   * @param uid the UID of the namespace kube-system, which identifies the cluster; empty if it was
   *     never read
   * @param verifiedAt the last time at which the cluster passed; empty if it failed since
   */
  public record Verification(Optional<String> uid, Optional<Instant> verifiedAt) {
    /** Of a cluster that was never checked. */
    public static final Verification NONE = new Verification(Optional.empty(), Optional.empty());
  }

  /** A new cluster: unverified, with the installation's client. */
  public Cluster(Registration registration, StoredAccess access) {
    this(registration, access, Optional.empty(), Optional.empty(), Verification.NONE, 0);
  }

  public String id() {
    return registration.id();
  }

  public String projectId() {
    return registration.projectId();
  }

  public String name() {
    return registration.name();
  }

  /** The person who registered the cluster, or its present owner. */
  public String ownerEmail() {
    return registration.ownerEmail();
  }

  public Instant createdAt() {
    return registration.createdAt();
  }

  /** The address at which Cluster Share reaches the API server. */
  public URI server() {
    return access.server();
  }

  /** The address at which people reach the API server, if it is not {@link #server}. */
  public Optional<URI> externalServer() {
    return registration.externalServer();
  }

  /** The address in people's kubeconfigs. */
  public URI serverForPeople() {
    return externalServer().orElseGet(this::server);
  }

  /** The CA of the API server's certificate; empty if a public CA signed it. */
  public Optional<String> caPem() {
    return access.caPem();
  }

  /** The credentials as compact JWE. */
  public String sealedCredentials() {
    return access.sealedCredentials();
  }

  /** The id of the key that sealed the credentials; empty in rows of an early version. */
  public Optional<String> sealedWith() {
    return access.sealedWith();
  }

  /** When the credentials expire; empty if they do not say. */
  public Optional<Instant> credentialsExpireAt() {
    return access.expiresAt();
  }

  public CredentialState credentialState(Instant now) {
    var end = credentialsExpireAt().orElse(Instant.MAX);
    if (!now.isBefore(end)) {
      return CredentialState.EXPIRED;
    }
    return now.isBefore(end.minus(WARNING)) ? CredentialState.VALID : CredentialState.EXPIRING;
  }

  /** The UID of the kube-system namespace; identifies the cluster. */
  public Optional<String> uid() {
    return verification.uid();
  }

  /** When the cluster last passed its check; empty if it failed since. */
  public Optional<Instant> verifiedAt() {
    return verification.verifiedAt();
  }

  /** Whether people use the same issuer and reach the same API server as with the other cluster. */
  public boolean hasSameEndpointForPeople(Cluster other) {
    return serverForPeople().equals(other.serverForPeople())
        && caPem().equals(other.caPem())
        && client()
            .map(StoredClient::issuerUrl)
            .equals(other.client().map(StoredClient::issuerUrl));
  }

  public Cluster withName(String name) {
    return with(
        new Registration(id(), projectId(), name, ownerEmail(), externalServer(), createdAt()));
  }

  public Cluster withOwner(String email) {
    return with(new Registration(id(), projectId(), name(), email, externalServer(), createdAt()));
  }

  public Cluster withExternalServer(Optional<URI> address) {
    return with(new Registration(id(), projectId(), name(), ownerEmail(), address, createdAt()));
  }

  private Cluster with(Registration changed) {
    return new Cluster(changed, access, client, renewal, verification, version);
  }

  public Cluster withClient(Optional<StoredClient> own) {
    return new Cluster(registration, access, own, renewal, verification, version);
  }

  public Cluster withRenewal(Optional<StoredRenewal> requested) {
    return new Cluster(registration, access, client, requested, verification, version);
  }

  /** Another address or other credentials; drops the certificate request for the former ones. */
  public Cluster withAccess(StoredAccess other) {
    return new Cluster(registration, other, client, Optional.empty(), verification, version);
  }

  /** The same credentials under another key. */
  public Cluster withSeal(String sealed, String keyId) {
    var sameAccess =
        new StoredAccess(server(), caPem(), sealed, Optional.of(keyId), credentialsExpireAt());
    return new Cluster(registration, sameAccess, client, renewal, verification, version);
  }

  /**
   * A cluster that passed its check.
   *
   * @param foundUid the UID that the check read; empty: the former one stays
   */
  public Cluster verified(Instant when, Optional<String> foundUid) {
    return with(new Verification(foundUid.or(this::uid), Optional.of(when)));
  }

  /** A cluster that failed its check, or could not be checked. */
  public Cluster unverified() {
    return with(new Verification(uid(), Optional.empty()));
  }

  private Cluster with(Verification changed) {
    return new Cluster(registration, access, client, renewal, changed, version);
  }

  @Override
  public String toString() {
    return "Cluster[%s, version=%d]".formatted(id(), version);
  }
}
