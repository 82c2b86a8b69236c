package org.clustershare.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a console session. It names no person, and only the session's browser can open it. */
@Entity
@Table(name = "console_session")
public class ConsoleSessionRecord {
  @Id private String id;

  @Column(name = "person_id")
  private String personId;

  private String content;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "used_at")
  private Instant usedAt;

  @Column(name = "ends_at")
  private Instant endsAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ConsoleSessionRecord() {}

  /** A row of a session that begins now. */
  public ConsoleSessionRecord(
      String id, String personId, String content, Instant now, Instant endsAt) {
    this.id = id;
    this.personId = personId;
    this.content = content;
    this.createdAt = now;
    this.usedAt = now;
    this.endsAt = endsAt;
  }

  public String id() {
    return id;
  }

  /** Identifies the person without their name. */
  public String personId() {
    return personId;
  }

  /** The sealed person. */
  public String content() {
    return content;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** The last use, to the minute. */
  public Instant usedAt() {
    return usedAt;
  }

  public Instant endsAt() {
    return endsAt;
  }
}
