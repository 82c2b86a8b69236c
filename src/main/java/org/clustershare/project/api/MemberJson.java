package org.clustershare.project.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.MemberNames;
import org.clustershare.project.Members;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;

/**
 * A member of a project as KKP's API writes a user.
 *
 * @param creationTimestamp when the member was added
 * @param lastSeen when a person last signed in, to the hour; empty for groups
 */
public record MemberJson(
    String id,
    String name,
    String email,
    Instant creationTimestamp,
    Optional<Instant> lastSeen,
    List<MembershipJson> projects) {

  /**
   * The JSON of a member.
   *
   * @param known as in {@link ProjectJson#of}
   * @param lastSeen when people last signed in, by {@link Member#key}
   */
  static MemberJson of(
      Project project, Member member, Map<String, Person> known, Map<String, Instant> lastSeen) {
    return new MemberJson(
        Members.id(member),
        MemberNames.name(member, known),
        member.email(),
        member.addedAt(),
        Optional.ofNullable(lastSeen.get(member.key())),
        List.of(MembershipJson.of(project, member.role())));
  }
}
