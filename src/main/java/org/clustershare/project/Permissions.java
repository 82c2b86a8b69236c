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
 * Decides who may do what, from the members of a project, the settings {@code admins} and {@code
 * project-creators}, and the table in {@link Action}.
 */
@ApplicationScoped
public class Permissions {
  private ProjectSettings settings;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  Permissions() {}

  @Inject
  Permissions(ProjectSettings settings) {
    this.settings = settings;
  }

  /** Whether the person sees every project and does what owners may. */
  public boolean isAdmin(Person person) {
    return names(settings.admins(), person);
  }

  /** Whether every person who signs in may make projects. */
  public boolean everyoneCreates() {
    return settings.everyoneCreates();
  }

  /**
   * Lets an admin go on.
   *
   * @throws ProblemException {@link ProjectProblem#ADMINS_ONLY}
   */
  public void requireAdmin(Person person) {
    if (!isAdmin(person)) {
      throw new ProblemException(ProjectProblem.ADMINS_ONLY);
    }
  }

  /** Whether the person may make projects: admins, and those whom the setting names. */
  public boolean mayCreate(Person person) {
    return everyoneCreates() || names(settings.creators(), person) || isAdmin(person);
  }

  /**
   * A person's role in a project: the highest of their own and those of their groups; an admin is
   * an owner everywhere.
   */
  public Optional<ProjectRole> roleOf(Person person, Project project) {
    return role(person, memberRoleOf(person, project));
  }

  /** Whether a person with this role as a member may do this in the project. */
  public boolean allowed(Person person, Optional<ProjectRole> asMember, Action action) {
    return role(person, asMember).filter(action::allowedTo).isPresent();
  }

  private Optional<ProjectRole> role(Person person, Optional<ProjectRole> asMember) {
    return isAdmin(person) ? Optional.of(ProjectRole.OWNER) : asMember;
  }

  /** The same without regard to admins: what the person is as a member. */
  public Optional<ProjectRole> memberRoleOf(Person person, Project project) {
    return project.members().stream()
        .filter(member -> isOrHas(person, member.key()))
        .map(Member::role)
        .min(Comparator.naturalOrder());
  }

  /** What a person is a member as: by their own name, and by their groups. */
  public List<String> memberKeys(Person person) {
    return Stream.concat(
            Stream.of(person.key()),
            person.groups().stream().map(group -> Member.GROUP_PREFIX + group))
        .toList();
  }

  /**
   * Lets a person go on who may do this in the project.
   *
   * @throws ProblemException {@link ProjectProblem#PROJECT_UNKNOWN} when the person is not in it,
   *     so that ids cannot be probed; {@link ProjectProblem#ACTION_NOT_ALLOWED} when the role is
   *     too low
   */
  public void require(Person person, Project project, Action action) {
    require(person, memberRoleOf(person, project), action);
  }

  /**
   * Decides for a person with this role as a member; every other method and every feature asks
   * here.
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

  private static boolean names(Set<String> names, Person person) {
    return names.stream().anyMatch(name -> isOrHas(person, Member.key(name)));
  }

  private static boolean isOrHas(Person person, String key) {
    return key.startsWith(Member.GROUP_PREFIX)
        ? person.groups().contains(key.substring(Member.GROUP_PREFIX.length()))
        : person.key().equals(key);
  }
}
