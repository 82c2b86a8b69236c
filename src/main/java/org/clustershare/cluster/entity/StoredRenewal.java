package org.clustershare.cluster.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client certificate that was requested and is not in use yet, as the database keeps it. */
@Embeddable
public class StoredRenewal {
  private static final int LONGEST_DETAIL = 1000;

  /** Where a request stands. */
  public enum State {
    /** The cluster has not taken it yet. */
    UNSENT,
    /** The cluster's administrator has to approve it. */
    PENDING,
    /** The administrator said no. */
    DENIED,
    /** The cluster could not sign it, or has another request under its name. */
    FAILED,
    /** What the cluster signed is not what was asked for, or does not work. */
    UNFIT
  }

  @Column(name = "renewal_request")
  private String requestName;

  @Column(name = "renewal_sealed_key")
  private String sealedKey;

  @Column(name = "renewal_sealed_with")
  private String sealedWith;

  @Column(name = "renewal_fingerprint")
  private String fingerprint;

  @Column(name = "renewal_requested_at")
  private Instant requestedAt;

  @Column(name = "renewal_state")
  private String state;

  @Column(name = "renewal_detail")
  private @Nullable String detail;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected StoredRenewal() {}

  /**
   * A request that is to be sent.
   *
   * @param sealedKey key and request as compact JWE
   * @param sealedWith the id of the key that sealed them
   * @param fingerprint of the public key: SHA-256, hex
   */
  public StoredRenewal(
      String requestName,
      String sealedKey,
      String sealedWith,
      String fingerprint,
      Instant requestedAt) {
    this.requestName = requestName;
    this.sealedKey = sealedKey;
    this.sealedWith = sealedWith;
    this.fingerprint = fingerprint;
    this.requestedAt = requestedAt;
    this.state = State.UNSENT.name();
  }

  /** The same in another state; embedded objects are replaced, not changed. */
  public StoredRenewal in(State newState, String newDetail) {
    var renewal = resealed(sealedKey, sealedWith);
    renewal.state = newState.name();
    // A cluster's own words: without what is not shown, such as line breaks and U+0000.
    renewal.detail =
        newDetail
            .substring(0, Math.min(newDetail.length(), LONGEST_DETAIL))
            .replaceAll("\\p{C}", " ");
    return renewal;
  }

  /** The same under another key. */
  public StoredRenewal resealed(String sealed, String keyId) {
    var renewal = new StoredRenewal(requestName, sealed, keyId, fingerprint, requestedAt);
    renewal.state = state;
    renewal.detail = detail;
    return renewal;
  }

  /** The name of the CertificateSigningRequest. */
  public String requestName() {
    return requestName;
  }

  public String sealedKey() {
    return sealedKey;
  }

  public String sealedWith() {
    return sealedWith;
  }

  public String fingerprint() {
    return fingerprint;
  }

  public Instant requestedAt() {
    return requestedAt;
  }

  public State state() {
    return State.valueOf(state);
  }

  /** What went wrong last, as a sentence; empty when nothing did. */
  public String detail() {
    return Optional.ofNullable(detail).orElse("");
  }
}
