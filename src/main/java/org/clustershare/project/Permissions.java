package org.clustershare.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.clustershare.project.settings.ProjectSettings;

/**
 * Authorization decisions, from the members of a project, the settings {@code admins} and {@code
 * project-creators}, and the table in {@link Action}.
 */
@ApplicationScoped
public class Permissions {
  private final ProjectSettings settings;

  @Inject
  Permissions(ProjectSettings settings) {
    this.settings = settings;
  }

  /** Whether the person is an admin, who sees every project and may do what owners may. */
  public boolean isAdmin(Person person) {
    return containsPerson(settings.admins(), person);
  }

  /** Whether every person who signs in may create projects. */
  public boolean everyoneCreates() {
    return settings.everyoneCreates();
  }

  /**
   * Refuses every person except admins.
   *
   * @throws ProblemException {@link ProjectProblem#ADMINS_ONLY}
   */
  public void requireAdmin(Person person) {
    if (!isAdmin(person)) {
      throw new ProblemException(ProjectProblem.ADMINS_ONLY);
    }
  }

  /** Whether the person may create projects: an admin, or a person whom the setting names. */
  public boolean mayCreate(Person person) {
    return everyoneCreates() || containsPerson(settings.creators(), person) || isAdmin(person);
  }

  /**
   * A person's role in a project: the highest of their own role and the roles of their groups. An
   * admin is an owner of every project.
   */
  public Optional<ProjectRole> roleOf(Person person, Project project) {
    return role(person, memberRoleOf(person, project));
  }

  /** Whether a person with this role as a member may perform the action. */
  public boolean allowed(Person person, Optional<ProjectRole> asMember, Action action) {
    return role(person, asMember).filter(action::allowedTo).isPresent();
  }

  private Optional<ProjectRole> role(Person person, Optional<ProjectRole> asMember) {
    return isAdmin(person) ? Optional.of(ProjectRole.OWNER) : asMember;
  }

  /** A person's role as a member, also through a group, without regard to admins. */
  public Optional<ProjectRole> memberRoleOf(Person person, Project project) {
    return project.members().stream()
        .filter(member -> matches(person, member.key()))
        .map(Member::role)
        .min(Comparator.naturalOrder());
  }

  /** The member keys that apply to a person: their own and those of their groups. */
  public List<String> memberKeys(Person person) {
    return Stream.concat(
            Stream.of(person.key()),
            person.groups().stream().map(group -> Member.GROUP_PREFIX + group))
        .toList();
  }

  /**
   * Refuses an action that the person may not perform in the project.
   *
   * @throws ProblemException {@link ProjectProblem#PROJECT_UNKNOWN} if the person is not a member,
   *     so that ids cannot be probed; {@link ProjectProblem#ACTION_NOT_ALLOWED} if the role is too
   *     low
   */
  public void require(Person person, Project project, Action action) {
    require(person, memberRoleOf(person, project), action);
  }

  /**
   * Refuses an action that a person with this role as a member may not perform. All other methods
   * and features decide here.
   *
   * @throws ProblemException as {@link #require(Person, Project, Action)}
   */
  public void require(Person person, Optional<ProjectRole> asMember, Action action) {
    var role =
        role(person, asMember)
            .orElseThrow(() -> new ProblemException(ProjectProblem.PROJECT_UNKNOWN));
    if (!action.allowedTo(role)) {
      throw new ProblemException(ProjectProblem.ACTION_NOT_ALLOWED, role.group());
    }
  }

  private static boolean containsPerson(Set<String> names, Person person) {
    return names.stream().anyMatch(name -> matches(person, Member.key(name)));
  }

  private static boolean matches(Person person, String key) {
    return key.startsWith(Member.GROUP_PREFIX)
        ? person.groups().contains(key.substring(Member.GROUP_PREFIX.length()))
        : person.key().equals(key);
  }
}
