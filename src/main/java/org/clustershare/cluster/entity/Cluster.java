package org.clustershare.cluster.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One Kubernetes API server that somebody added with a kubeconfig. */
@Entity
@Table(name = "cluster")
public class Cluster {
  /** How long before their end credentials are warned of. */
  public static final Duration WARNING = Duration.ofDays(14);

  @Id private String id;

  @Column(name = "project_id")
  private String projectId;

  private String name;

  private String server;

  @Column(name = "external_server")
  private @Nullable String externalServer;

  @Column(name = "ca_pem")
  private @Nullable String caPem;

  @Column(name = "owner_email")
  private String ownerEmail;

  @Column(name = "sealed_credentials")
  private String sealedCredentials;

  @Column(name = "sealed_with")
  private @Nullable String sealedWith;

  @Column(name = "credentials_expire_at")
  private @Nullable Instant credentialsExpireAt;

  @Column(name = "cluster_uid")
  private @Nullable String uid;

  @Column(name = "verified_at")
  private @Nullable Instant verifiedAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Embedded private @Nullable StoredClient client;

  @Embedded private @Nullable StoredRenewal renewal;

  @Version private long version;

  /** Whether credentials can still be used. */
  public enum CredentialState {
    VALID,
    /** They end within {@link #WARNING}. */
    EXPIRING,
    EXPIRED
  }

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Cluster() {}

  public Cluster(
      String id,
      String projectId,
      String name,
      StoredAccess access,
      String ownerEmail,
      Instant createdAt) {
    this.id = id;
    this.projectId = projectId;
    this.name = name;
    this.ownerEmail = ownerEmail;
    this.createdAt = createdAt;
    reachedThrough(access);
  }

  public String id() {
    return id;
  }

  public String projectId() {
    return projectId;
  }

  public String name() {
    return name;
  }

  public void rename(String newName) {
    this.name = newName;
  }

  /** Where we reach the API server. */
  public URI server() {
    return URI.create(server);
  }

  /** Where people reach it, when that is not where we do. */
  public Optional<URI> externalServer() {
    return Optional.ofNullable(externalServer).map(URI::create);
  }

  public void externalServer(Optional<URI> address) {
    this.externalServer = address.map(URI::toString).orElse(null);
  }

  /** Where the kubeconfigs of people lead to. */
  public URI serverForPeople() {
    return externalServer().orElseGet(this::server);
  }

  /**
   * Whether people sign in at the same issuer and reach the same API server as with another row.
   */
  public boolean leadsPeopleLike(Cluster other) {
    return serverForPeople().equals(other.serverForPeople())
        && caPem().equals(other.caPem())
        && client()
            .map(StoredClient::issuerUrl)
            .equals(other.client().map(StoredClient::issuerUrl));
  }

  /** The CA of the API server's certificate; empty when a public one signed it. */
  public Optional<String> caPem() {
    return Optional.ofNullable(caPem);
  }

  /** Its own OIDC client; empty when it trusts the installation's. */
  public Optional<StoredClient> client() {
    return Optional.ofNullable(client);
  }

  public void client(Optional<StoredClient> own) {
    this.client = own.orElse(null);
  }

  /** Whoever added the cluster, or whom it was given to since. */
  public String ownerEmail() {
    return ownerEmail;
  }

  public void ownedBy(String email) {
    this.ownerEmail = email;
  }

  /** The credentials as compact JWE. */
  public String sealedCredentials() {
    return sealedCredentials;
  }

  /** The id of the key that sealed the credentials; empty in rows of an early version. */
  public Optional<String> sealedWith() {
    return Optional.ofNullable(sealedWith);
  }

  /** The same credentials under another key. */
  public void resealed(String sealed, String keyId) {
    this.sealedCredentials = sealed;
    this.sealedWith = keyId;
  }

  /** The client certificate that was requested and is not in use yet; empty when none was. */
  public Optional<StoredRenewal> renewal() {
    return Optional.ofNullable(renewal);
  }

  public void renewal(Optional<StoredRenewal> requested) {
    this.renewal = requested.orElse(null);
  }

  /** Another address or other credentials; what was requested for the former ones is dropped. */
  public final void reachedThrough(StoredAccess access) {
    this.renewal = null;
    this.server = access.server().toString();
    this.caPem = access.caPem().orElse(null);
    this.credentialsExpireAt = access.expiresAt().orElse(null);
    this.sealedCredentials = access.sealedCredentials();
    this.sealedWith = access.sealedWith();
  }

  /** When the credentials end; empty when they say nothing of it. */
  public Optional<Instant> credentialsExpireAt() {
    return Optional.ofNullable(credentialsExpireAt);
  }

  public CredentialState credentialState(Instant now) {
    var end = credentialsExpireAt().orElse(Instant.MAX);
    if (!now.isBefore(end)) {
      return CredentialState.EXPIRED;
    }
    return now.isBefore(end.minus(WARNING)) ? CredentialState.VALID : CredentialState.EXPIRING;
  }

  /** What tells this cluster from others: the uid of its namespace kube-system. */
  public Optional<String> uid() {
    return Optional.ofNullable(uid);
  }

  /** When the cluster was last found to answer and to let us do what we need. */
  public Optional<Instant> verifiedAt() {
    return Optional.ofNullable(verifiedAt);
  }

  /** The cluster was looked at, and is as it should be. */
  public void verified(Instant when, Optional<String> foundUid) {
    this.verifiedAt = when;
    foundUid.ifPresent(found -> this.uid = found);
  }

  /** Kept although it could not be looked at. */
  public void unverified() {
    this.verifiedAt = null;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public long version() {
    return version;
  }
}
