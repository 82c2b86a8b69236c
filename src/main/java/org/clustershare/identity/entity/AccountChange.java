package org.clustershare.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Row of another account at the provider that presented the address of a known person. */
@Entity
@Table(name = "account_change")
public class AccountChange {
  @Id private String id;

  @Column(name = "person_key")
  private String personKey;

  private String issuer;
  private String subject;
  private String name;

  @Column(name = "first_seen_at")
  private Instant firstSeenAt;

  @Column(name = "seen_at")
  private Instant seenAt;

  @Column(name = "refused_at")
  private @Nullable Instant refusedAt;

  @Column(name = "refused_by")
  private @Nullable String refusedBy;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected AccountChange() {}

  /**
   * A new change, which waits for a decision.
   *
   * @param name the name of the other account at the provider
   */
  public AccountChange(
      String id, String personKey, String issuer, String subject, String name, Instant seenAt) {
    this.id = id;
    this.personKey = personKey;
    this.issuer = issuer;
    this.subject = subject;
    this.name = name;
    this.firstSeenAt = seenAt;
    this.seenAt = seenAt;
  }

  public String id() {
    return id;
  }

  public String personKey() {
    return personKey;
  }

  public String issuer() {
    return issuer;
  }

  public String subject() {
    return subject;
  }

  public String name() {
    return name;
  }

  public Instant firstSeenAt() {
    return firstSeenAt;
  }

  /** When the other account last tried to sign in, to the minute. */
  public Instant seenAt() {
    return seenAt;
  }

  public Optional<Instant> refusedAt() {
    return Optional.ofNullable(refusedAt);
  }

  public Optional<String> refusedBy() {
    return Optional.ofNullable(refusedBy);
  }

  public void update(String newName, Instant when) {
    this.name = newName;
    this.seenAt = when;
  }

  public void refuse(String email, Instant when) {
    this.refusedBy = email;
    this.refusedAt = when;
  }
}
