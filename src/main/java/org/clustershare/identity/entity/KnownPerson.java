package org.clustershare.identity.entity;

import jakarta.json.JsonString;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.clustershare.platform.JsonFactory;

/** Somebody who has signed in, as the issuer last described them. */
@Entity
@Table(name = "person")
public class KnownPerson {
  @Id
  @Column(name = "person_key")
  private String key;

  private String email;
  private String name;

  @Column(name = "known_groups")
  private String groups;

  @Column(name = "seen_at")
  private Instant seenAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected KnownPerson() {}

  public KnownPerson(String key, String email, String name, List<String> groups, Instant seenAt) {
    this.key = key;
    this.email = email;
    this.name = name;
    this.groups = text(groups);
    this.seenAt = seenAt;
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

  private static String text(List<String> groups) {
    var array = JsonFactory.array();
    groups.forEach(array::add);
    return array.build().toString();
  }

  public Instant seenAt() {
    return seenAt;
  }
}
