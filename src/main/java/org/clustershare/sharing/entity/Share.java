package org.clustershare.sharing.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.platform.text.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Row of a share: the permission to download a kubeconfig of one cluster through a link. */
@Entity
@Table(name = "share")
public class Share {
  @Id private String id;

  @Column(name = "cluster_id")
  private String clusterId;

  @Column(name = "token_hash")
  private String tokenHash;

  @Column(name = "created_by")
  private String createdBy;

  @Column(name = "created_by_key")
  private String createdByKey;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @Column(name = "revoked_by")
  private @Nullable String revokedBy;

  @Version private long version;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Share() {}

  /**
   * A new share.
   *
   * @param tokenHash SHA-256 of the link's token, in hex; the token itself is not stored
   */
  public Share(String id, String clusterId, String tokenHash, String createdBy, Instant createdAt) {
    this.id = id;
    this.clusterId = clusterId;
    this.tokenHash = tokenHash;
    this.createdBy = createdBy;
    this.createdByKey = EmailAddress.key(createdBy);
    this.createdAt = createdAt;
  }

  public String id() {
    return id;
  }

  public String clusterId() {
    return clusterId;
  }

  /** The email of the creator. */
  public String createdBy() {
    return createdBy;
  }

  /** The key of the creator: the lower-case email. */
  public String createdByKey() {
    return createdByKey;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> revokedAt() {
    return Optional.ofNullable(revokedAt);
  }

  public Optional<String> revokedBy() {
    return Optional.ofNullable(revokedBy);
  }

  public boolean active() {
    return revokedAt == null;
  }

  /** Revokes the share; revoking it again changes nothing. */
  public void revoke(String email, Instant when) {
    if (active()) {
      this.revokedAt = when;
      this.revokedBy = email;
    }
  }
}
