package org.clustershare.project.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.clustershare.platform.text.EmailAddress;

/**
 * Member of a project: a person by email, or a group of the issuer as {@code oidc:<group>}. A
 * person is found by the lower-case email and shown with the email as it was typed. Group names are
 * case-sensitive.
 */
@Embeddable
public class Member {
  /** Prefix of groups; no email contains a colon. */
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

  /** The key by which a member is found: the lower-case email, or the group with its prefix. */
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

  /** A copy of this member with another role. */
  public Member with(ProjectRole other) {
    return new Member(email, other, addedAt);
  }
}
