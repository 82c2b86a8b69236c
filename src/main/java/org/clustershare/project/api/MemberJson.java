package org.clustershare.project.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.MemberNames;
import org.clustershare.project.Members;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;

/** A member of a project as KKP's API writes a user. */
public record MemberJson(
    String id,
    String name,
    String email,
    Instant creationTimestamp,
    List<MembershipJson> projects) {

  /** The JSON of a member; see {@link ProjectJson#of} for {@code known}. */
  static MemberJson of(Project project, Member member, Map<String, Person> known) {
    return new MemberJson(
        Members.id(member),
        MemberNames.name(member, known),
        member.email(),
        member.addedAt(),
        List.of(MembershipJson.of(project, member.role())));
  }
}
