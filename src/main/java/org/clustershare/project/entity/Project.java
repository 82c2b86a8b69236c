package org.clustershare.project.entity;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clusters and members belong to. */
@Entity
@Table(name = "project")
public class Project {
  @Id private String id;
  private String name;

  @Column(name = "created_at")
  private Instant createdAt;

  @Version private long version;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "project_member", joinColumns = @JoinColumn(name = "project_id"))
  private List<Member> members = new ArrayList<>();

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Project() {}

  /** A new project; whoever makes it owns it. */
  public Project(String id, String name, String ownerEmail, Instant createdAt) {
    this.id = id;
    this.name = name;
    this.createdAt = createdAt;
    members.add(new Member(ownerEmail, ProjectRole.OWNER));
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public long version() {
    return version;
  }

  public List<Member> members() {
    return List.copyOf(members);
  }

  /** The role of the person with this lower-case email. */
  public Optional<ProjectRole> roleOf(String personKey) {
    return members.stream()
        .filter(member -> member.key().equals(personKey))
        .map(Member::role)
        .findFirst();
  }
}
