package org.clustershare.project.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.project.Members;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/** Projects and members as KKP's API writes them. */
@ApplicationScoped
public class ProjectJson {
  @Inject private PersonDirectory personDirectory;

  JsonArray projects(List<Project> projects) {
    var known = known(projects.stream().flatMap(ProjectJson::owners));
    var list = JsonFactory.array();
    projects.forEach(project -> list.add(project(project, known)));
    return list.build();
  }

  JsonObject project(Project project) {
    return project(project, known(owners(project)));
  }

  JsonArray members(Project project) {
    var known = known(project.members().stream());
    var list = JsonFactory.array();
    project.members().forEach(member -> list.add(member(project, member, known)));
    return list.build();
  }

  JsonObject member(Project project, Member member) {
    return member(project, member, known(Stream.of(member)));
  }

  /** What the issuer calls a member, as far as we know; else the email, or the group's name. */
  public static String name(Member member, Map<String, Person> known) {
    return member.isGroup()
        ? member.key().substring(Member.GROUP_PREFIX.length())
        : Optional.ofNullable(known.get(member.key())).map(Person::name).orElse(member.email());
  }

  private static Stream<Member> owners(Project project) {
    return project.members().stream().filter(member -> member.role() == ProjectRole.OWNER);
  }

  private Map<String, Person> known(Stream<Member> members) {
    Collection<String> keys =
        members.filter(member -> !member.isGroup()).map(Member::key).collect(Collectors.toSet());
    return personDirectory.find(keys);
  }

  private static JsonObject project(Project project, Map<String, Person> known) {
    var owners = JsonFactory.array();
    owners(project)
        .forEach(
            owner ->
                owners.add(
                    JsonFactory.object()
                        .add("email", owner.email())
                        .add("name", name(owner, known))));
    return JsonFactory.object()
        .add("id", project.id())
        .add("name", project.name())
        .add("creationTimestamp", project.createdAt().toString())
        .add("status", "Active")
        .add("owners", owners)
        .build();
  }

  private static JsonObject member(Project project, Member member, Map<String, Person> known) {
    return JsonFactory.object()
        .add("id", Members.id(member))
        .add("name", name(member, known))
        .add("email", member.email())
        .add("creationTimestamp", member.addedAt().toString())
        .add("projects", JsonFactory.array().add(membership(project, member.role())))
        .build();
  }

  static JsonObject membership(Project project, ProjectRole role) {
    return JsonFactory.object().add("id", project.id()).add("group", role.group()).build();
  }
}
