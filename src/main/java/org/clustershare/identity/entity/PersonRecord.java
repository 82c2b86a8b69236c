package org.clustershare.identity.entity;

import jakarta.json.JsonString;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.json.JsonFactory;
import org.jspecify.annotations.Nullable;

/** Row of a person who has signed in, as the issuer last described them. */
@Entity
@Table(name = "person")
public class PersonRecord {
  @Id
  @Column(name = "person_key")
  private String key;

  private String email;
  private String name;

  @Column(name = "known_groups")
  private String groups;

  @Column(name = "seen_at")
  private Instant seenAt;

  @Column(name = "first_seen_at")
  private @Nullable Instant firstSeenAt;

  private @Nullable String issuer;
  private @Nullable String subject;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected PersonRecord() {}

  public PersonRecord(String key, String email, String name, List<String> groups, Instant seenAt) {
    this.key = key;
    this.firstSeenAt = seenAt;
    update(email, name, groups, seenAt);
  }

  public String key() {
    return key;
  }

  public String email() {
    return email;
  }

  public String name() {
    return name;
  }

  public List<String> groups() {
    try (var reader = JsonFactory.reader(groups)) {
      return reader.readArray().getValuesAs(JsonString::getString);
    }
  }

  /** When the person last presented a token, to the hour. */
  public Instant seenAt() {
    return seenAt;
  }

  /** When the person first presented a token; empty if an earlier version stored the row. */
  public Optional<Instant> firstSeenAt() {
    return Optional.ofNullable(firstSeenAt);
  }

  /** The issuer of the account that owns the address; empty while the account is unknown. */
  public Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  /** The subject of the same account; present if the issuer is. */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** Replaces the issuer's description of the person. */
  public final void update(String newEmail, String newName, List<String> newGroups, Instant now) {
    this.email = newEmail;
    this.name = newName;
    this.groups = JsonFactory.array(newGroups).build().toString();
    this.seenAt = now;
  }

  public boolean matches(String otherEmail, String otherName, List<String> otherGroups) {
    return email.equals(otherEmail) && name.equals(otherName) && groups().equals(otherGroups);
  }

  /** Makes this account the owner of the address. */
  public void assignTo(String newIssuer, String newSubject) {
    this.issuer = newIssuer;
    this.subject = newSubject;
  }
}
