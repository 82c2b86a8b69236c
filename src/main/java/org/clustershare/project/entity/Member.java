package org.clustershare.project.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.clustershare.platform.text.EmailAddress;

/**
 * A person in a project, or a group of the issuer, written {@code oidc:<group>}. A person is found
 * by the lower-case email and shown with the email as it was typed; a group's name is exact.
 */
@Embeddable
public class Member {
  /** What a group's name has before it; no email has a colon. */
  public static final String GROUP_PREFIX = "oidc:";

  @Column(name = "person_key")
  private String key;

  private String email;

  @Enumerated(EnumType.STRING)
  @Column(name = "project_role")
  private ProjectRole role;

  @Column(name = "added_at")
  private Instant addedAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Member() {}

  public Member(String email, ProjectRole role, Instant addedAt) {
    this.key = key(email);
    this.email = email;
    this.role = role;
    this.addedAt = addedAt;
  }

  /** What a member is found by. */
  public static String key(String email) {
    return email.startsWith(GROUP_PREFIX) ? email : EmailAddress.key(email);
  }

  public String key() {
    return key;
  }

  /** The email as it was typed, or {@code oidc:<group>}. */
  public String email() {
    return email;
  }

  public ProjectRole role() {
    return role;
  }

  public Instant addedAt() {
    return addedAt;
  }

  public boolean isGroup() {
    return key.startsWith(GROUP_PREFIX);
  }

  /** The same member in another role. */
  public Member with(ProjectRole other) {
    return new Member(email, other, addedAt);
  }
}
