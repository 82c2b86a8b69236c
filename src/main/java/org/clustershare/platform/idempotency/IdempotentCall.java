package org.clustershare.platform.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call with an Idempotency-Key, in progress or answered. */
@Entity
@Table(name = "idempotent_call")
public class IdempotentCall {
  @Id private String id;

  @Column(name = "person_id")
  private String personId;

  @Column(name = "request_hash")
  private String requestHash;

  @Column(name = "claimed_at")
  private Instant startedAt;

  private @Nullable String answer;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected IdempotentCall() {}

  IdempotentCall(String id, String personId, String requestHash, Instant claimedAt) {
    this.id = id;
    this.personId = personId;
    this.requestHash = requestHash;
    this.startedAt = claimedAt;
  }

  String id() {
    return id;
  }

  String personId() {
    return personId;
  }

  String requestHash() {
    return requestHash;
  }

  Instant startedAt() {
    return startedAt;
  }

  Optional<String> answer() {
    return Optional.ofNullable(answer);
  }
}
