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
import org.jspecify.annotations.Nullable;

/** Where people's tokens may go for a cluster, and what the last look at its trust found. */
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

  /** The fingerprint of the address and CA that people's tokens may go to. */
  public String target() {
    return target;
  }

  /** Somebody agreed that tokens go to another address or CA; what was found before is void. */
  public void changeTarget(String newTarget) {
    if (!target.equals(newTarget)) {
      this.target = newTarget;
      clearState();
    }
  }

  /** What a look found. */
  public void record(
      String asIssuer, String asClientId, TrustState found, String detail, String by, Instant at) {
    this.issuer = asIssuer;
    this.clientId = asClientId;
    this.state = found;
    this.detail = detail;
    this.checkedBy = by;
    this.checkedAt = at;
  }

  /** What was found counts no more. */
  public void clearState() {
    this.state = null;
  }

  /** Whether the last look was about this issuer and client. */
  public boolean isAbout(String anIssuer, String aClientId) {
    return anIssuer.equals(issuer) && aClientId.equals(clientId);
  }

  public Optional<TrustState> state() {
    return Optional.ofNullable(state);
  }

  /** What was found, as JSON. */
  public String detail() {
    return detail == null ? "{}" : detail;
  }

  public Optional<Instant> checkedAt() {
    return Optional.ofNullable(checkedAt);
  }

  /** Whoever asked; empty text for the timer. */
  public String checkedBy() {
    return checkedBy == null ? "" : checkedBy;
  }
}
