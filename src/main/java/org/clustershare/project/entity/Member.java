package org.clustershare.project.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Locale;

/** A person in a project. Found by the lower-case email, shown with the email as it was typed. */
@Embeddable
public class Member {
  @Column(name = "person_key")
  private String key;

  private String email;

  @Enumerated(EnumType.STRING)
  @Column(name = "project_role")
  private ProjectRole role;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Member() {}

  public Member(String email, ProjectRole role) {
    this.key = email.toLowerCase(Locale.ROOT);
    this.email = email;
    this.role = role;
  }

  public String key() {
    return key;
  }

  public String email() {
    return email;
  }

  public ProjectRole role() {
    return role;
  }
}
