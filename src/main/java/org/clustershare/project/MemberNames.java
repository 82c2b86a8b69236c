package org.clustershare.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/** The names of members, as the provider supplied them when they signed in. */
@ApplicationScoped
public class MemberNames {
  private final PersonDirectory personDirectory;

  @Inject
  MemberNames(PersonDirectory personDirectory) {
    this.personDirectory = personDirectory;
  }

  /** The people among members who have signed in, by {@link Member#key}; one query for all. */
  public Map<String, Person> peopleByKey(Stream<Member> members) {
    return personDirectory.find(
        members.filter(member -> !member.isGroup()).map(Member::key).collect(Collectors.toSet()));
  }

  /** The provider's name of a member; else the email address, or the group's name. */
  public static String name(Member member, Map<String, Person> known) {
    return member.isGroup()
        ? member.key().substring(Member.GROUP_PREFIX.length())
        : Optional.ofNullable(known.get(member.key())).map(Person::name).orElse(member.email());
  }

  public static Stream<Member> owners(Project project) {
    return project.members().stream().filter(member -> member.role() == ProjectRole.OWNER);
  }
}
