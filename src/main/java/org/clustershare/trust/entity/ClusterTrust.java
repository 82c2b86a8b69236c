package org.clustershare.trust.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.oidc.settings.ClientRegistration;
import org.jspecify.annotations.Nullable;

/**
 * Row of a cluster's trust: the endpoint to which people's tokens may go, and the result of the
 * last trust check.
 */
@Entity
@Table(name = "cluster_trust")
public class ClusterTrust {
  @Id
  @Column(name = "cluster_id")
  private String clusterId;

  private String target;

  private @Nullable String issuer;

  @Column(name = "client_id")
  private @Nullable String clientId;

  @Enumerated(EnumType.STRING)
  private @Nullable TrustState state;

  private @Nullable String detail;

  @Column(name = "checked_at")
  private @Nullable Instant checkedAt;

  @Column(name = "checked_by")
  private @Nullable String checkedBy;

  @Version private long version;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ClusterTrust() {}

  public ClusterTrust(String clusterId, String target) {
    this.clusterId = clusterId;
    this.target = target;
  }

  /** The fingerprint of the address and CA to which people's tokens may go. */
  public String target() {
    return target;
  }

  /**
   * Sets the address and CA after a person's consent. The result of the last check is discarded if
   * they differ.
   */
  public void changeTarget(String newTarget) {
    if (!target.equals(newTarget)) {
      this.target = newTarget;
      clearState();
    }
  }

  /** Stores the result of a check. */
  public void recordResult(
      ClientRegistration client, TrustState found, String foundDetail, String by, Instant at) {
    this.issuer = client.issuerUrl().toString();
    this.clientId = client.clientId();
    this.state = found;
    this.detail = foundDetail;
    this.checkedBy = by;
    this.checkedAt = at;
  }

  /** Discards the result of the last check. */
  public void clearState() {
    this.state = null;
  }

  /** Whether the last check was for this issuer and client. */
  public boolean isAbout(ClientRegistration client) {
    return client.issuerUrl().toString().equals(issuer) && client.clientId().equals(clientId);
  }

  public Optional<TrustState> state() {
    return Optional.ofNullable(state);
  }

  /** The details of the result, as JSON. */
  public String detail() {
    return detail == null ? "{}" : detail;
  }

  public Optional<Instant> checkedAt() {
    return Optional.ofNullable(checkedAt);
  }

  /** The email of the person who checked; empty text for the timer. */
  public String checkedBy() {
    return checkedBy == null ? "" : checkedBy;
  }
}
