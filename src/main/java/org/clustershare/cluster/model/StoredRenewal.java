package org.clustershare.cluster.model;

import java.time.Instant;

/**
 * A requested client certificate that is not in use yet, as the database stores it.
 *
 * @param requestName the name of the CertificateSigningRequest
 * @param sealedKey key and request as compact JWE
 * @param sealedWith the id of the key that sealed them
 * @param fingerprint of the public key: SHA-256, hex
 * @param state the state of the request
 * @param detail the last failure as a sentence, at most 1,000 characters; empty if there was none
 */
public record StoredRenewal(
    String requestName,
    String sealedKey,
    String sealedWith,
    String fingerprint,
    Instant requestedAt,
    State state,
    String detail) {
  private static final int MAX_DETAIL = 1000;

  /** The state of a request. */
  public enum State {
    /** The cluster has not accepted it yet. */
    UNSENT,
    /** The cluster's administrator has to approve it. */
    PENDING,
    /** The administrator denied it. */
    DENIED,
    /** The cluster could not sign it, or has another request under its name. */
    FAILED,
    /** The signed certificate is not the requested one, or does not work. */
    UNFIT
  }

  /** A request that has to be sent. */
  public StoredRenewal(
      String requestName,
      String sealedKey,
      String sealedWith,
      String fingerprint,
      Instant requestedAt) {
    this(requestName, sealedKey, sealedWith, fingerprint, requestedAt, State.UNSENT, "");
  }

  /** The same request in another state. */
  public StoredRenewal in(State newState, String newDetail) {
    // The text comes from the cluster: unprintable characters, such as U+0000, are removed.
    var printable =
        newDetail.substring(0, Math.min(newDetail.length(), MAX_DETAIL)).replaceAll("\\p{C}", " ");
    return new StoredRenewal(
        requestName, sealedKey, sealedWith, fingerprint, requestedAt, newState, printable);
  }

  /** The same request under another key. */
  public StoredRenewal withSeal(String sealed, String keyId) {
    return new StoredRenewal(requestName, sealed, keyId, fingerprint, requestedAt, state, detail);
  }

  @Override
  public String toString() {
    return "StoredRenewal[%s, %s]".formatted(requestName, state);
  }
}
