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
import org.clustershare.platform.text.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Row of a project, to which clusters and members belong. */
@Entity
@Table(name = "project")
public class Project {
  @Id private String id;
  private String name;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "created_by_key")
  private @Nullable String createdByKey;

  @Version private long version;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "project_member", joinColumns = @JoinColumn(name = "project_id"))
  private List<Member> members = new ArrayList<>();

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Project() {}

  /** A new project with its creator as the owner. */
  public Project(String id, String name, String ownerEmail, Instant createdAt) {
    this.id = id;
    this.name = name;
    this.createdAt = createdAt;
    this.createdByKey = EmailAddress.key(ownerEmail);
    members.add(new Member(ownerEmail, ProjectRole.OWNER, createdAt));
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

  public Optional<Member> member(String key) {
    return members.stream().filter(member -> member.key().equals(key)).findFirst();
  }

  public void rename(String other) {
    this.name = other;
  }

  public void add(Member member) {
    members.add(member);
  }

  public void remove(Member member) {
    members.removeIf(other -> other.key().equals(member.key()));
  }

  /**
   * Whether a person other than this member owns the project. A group does not count, because it
   * may be empty.
   */
  public boolean hasOtherOwner(Member member) {
    return members.stream()
        .filter(other -> !other.key().equals(member.key()))
        .anyMatch(other -> other.role() == ProjectRole.OWNER && !other.isGroup());
  }
}
