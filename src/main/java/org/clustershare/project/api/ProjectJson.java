package org.clustershare.project.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.lang3.Strings;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.MemberNames;
import org.clustershare.project.Members;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;

/**
 * A project as KKP's API writes it.
 *
 * @param clustersNumber the number of the project's clusters
 */
public record ProjectJson(
    String id,
    String name,
    Instant creationTimestamp,
    String status,
    List<OwnerJson> owners,
    long clustersNumber) {

  /** An owner of a project, with a member's id; a group's email begins with {@code oidc:}. */
  public record OwnerJson(String id, String email, String name) {}

  /** Whether KKP's search for projects finds this one: by name, id or owner, in any case. */
  boolean matches(String search) {
    return Stream.concat(
            Stream.of(name, id),
            owners.stream().flatMap(owner -> Stream.of(owner.name(), owner.email())))
        .anyMatch(text -> Strings.CI.contains(text, search));
  }

  /**
   * The JSON of a project.
   *
   * @param known the people whose names the provider supplied, by {@link Member#key}
   */
  static ProjectJson of(Project project, Map<String, Person> known, long clusters) {
    var owners =
        MemberNames.owners(project)
            .map(
                owner ->
                    new OwnerJson(Members.id(owner), owner.email(), MemberNames.name(owner, known)))
            .toList();
    return new ProjectJson(
        project.id(), project.name(), project.createdAt(), "Active", owners, clusters);
  }
}
