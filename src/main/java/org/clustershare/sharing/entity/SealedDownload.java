package org.clustershare.sharing.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Row of a kubeconfig that waits for download, sealed with a secret of its browser. */
@Entity
@Table(name = "pending_download")
public class SealedDownload {
  @Id
  @Column(name = "id_hash")
  private String idHash;

  @Column(name = "owner_hash")
  private String ownerHash;

  @Column(name = "issuer_hash")
  private @Nullable String issuerHash;

  private String sealed;

  @Column(name = "sealed_length")
  private int sealedLength;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected SealedDownload() {}

  /**
   * A new row.
   *
   * @param owner whose limit counts
   * @param sealed the content, readable for one browser
   */
  public SealedDownload(
      String idHash, Owner owner, String sealed, Instant createdAt, Instant expiresAt) {
    this.idHash = idHash;
    this.ownerHash = owner.hash();
    this.issuerHash = owner.otherIssuerHash().orElse(null);
    this.sealed = sealed;
    this.sealedLength = sealed.length();
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  /**
   * The person whose limit counts. Another issuer can assert any email, so its people have limits
   * of their own.
   *
   * @param hash HMAC of the email and the issuer, in hex
   * @param otherIssuerHash HMAC of the issuer, in hex; empty for the installation's issuer
   */
  public record Owner(String hash, Optional<String> otherIssuerHash) {}

  public Owner owner() {
    return new Owner(ownerHash, Optional.ofNullable(issuerHash));
  }

  public String sealed() {
    return sealed;
  }

  /** The length of {@link #sealed} in characters. */
  public int sealedLength() {
    return sealedLength;
  }

  public Instant expiresAt() {
    return expiresAt;
  }
}
