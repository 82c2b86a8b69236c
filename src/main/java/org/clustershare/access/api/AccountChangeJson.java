package org.clustershare.access.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.offboarding.AccountDecisions.Change;
import org.clustershare.project.entity.Project;

/**
 * An email address that another account at the provider presented. An admin decides who gets it.
 *
 * @param known the account that has the address now
 * @param other the account that presented it
 * @param projects the projects of the address
 * @param refusedAt missing, like {@code refusedBy}, as long as no admin refused the other account
 */
public record AccountChangeJson(
    String id,
    String email,
    KnownAccountJson known,
    OtherAccountJson other,
    List<ProjectNameJson> projects,
    Optional<Instant> refusedAt,
    Optional<String> refusedBy) {

  /** The account that has the address; issuer and subject are empty if none was stored. */
  public record KnownAccountJson(String issuer, String subject, String name, Instant lastSeen) {}

  /** The account that presented the address. */
  public record OtherAccountJson(
      String issuer, String subject, String name, Instant firstSeen, Instant lastSeen) {}

  /** A project's id and name. */
  public record ProjectNameJson(String id, String name) {
    static List<ProjectNameJson> of(List<Project> projects) {
      return projects.stream()
          .map(project -> new ProjectNameJson(project.id(), project.name()))
          .toList();
    }
  }

  static AccountChangeJson of(Change change) {
    var other = change.pending().change();
    var person = change.pending().person();
    return new AccountChangeJson(
        other.id(),
        person.email(),
        new KnownAccountJson(
            person.issuer().orElse(""),
            person.subject().orElse(""),
            person.name(),
            person.seenAt()),
        new OtherAccountJson(
            other.issuer(), other.subject(), other.name(), other.firstSeenAt(), other.seenAt()),
        ProjectNameJson.of(change.projects()),
        other.refusedAt(),
        other.refusedAt().map(when -> other.refusedBy().orElse("")));
  }
}
