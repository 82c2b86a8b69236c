package org.clustershare.cluster.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.model.StoredRenewal.State;
import org.jspecify.annotations.Nullable;

/** The columns of a requested client certificate. */
@Embeddable
class RenewalColumns {
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
  protected RenewalColumns() {}

  RenewalColumns(StoredRenewal renewal) {
    requestName = renewal.requestName();
    sealedKey = renewal.sealedKey();
    sealedWith = renewal.sealedWith();
    fingerprint = renewal.fingerprint();
    requestedAt = renewal.requestedAt();
    state = renewal.state().name();
    detail = renewal.detail().isEmpty() ? null : renewal.detail();
  }

  StoredRenewal value() {
    return new StoredRenewal(
        requestName,
        sealedKey,
        sealedWith,
        fingerprint,
        requestedAt,
        State.valueOf(state),
        Optional.ofNullable(detail).orElse(""));
  }
}
