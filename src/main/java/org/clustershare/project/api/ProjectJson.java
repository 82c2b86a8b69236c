package org.clustershare.project.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.MemberNames;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;

/** A project as KKP's API writes it. */
public record ProjectJson(
    String id, String name, Instant creationTimestamp, String status, List<OwnerJson> owners) {

  /** An owner of a project; a group's email begins with {@code oidc:}. */
  public record OwnerJson(String email, String name) {}

  /**
   * The JSON of a project.
   *
   * @param known the people whose names the provider supplied, by {@link Member#key}
   */
  static ProjectJson of(Project project, Map<String, Person> known) {
    var owners =
        MemberNames.owners(project)
            .map(owner -> new OwnerJson(owner.email(), MemberNames.name(owner, known)))
            .toList();
    return new ProjectJson(project.id(), project.name(), project.createdAt(), "Active", owners);
  }
}
