package org.clustershare.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.PlainText;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.clustershare.project.settings.QuotaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Projects and the permissions of people in them. */
@ApplicationScoped
public class Projects {
  private static final Logger LOG = LoggerFactory.getLogger(Projects.class);
  private static final int MAX_NAME_LENGTH = 100;

  private final ProjectRows rows;
  private final Permissions permissions;
  private final RefusalTrail refusals;
  private final PersonDirectory personDirectory;
  private final QuotaSettings quotas;
  private final Clock clock;

  @Inject
  Projects(
      ProjectRows rows,
      Permissions permissions,
      RefusalTrail refusals,
      PersonDirectory personDirectory,
      QuotaSettings quotas,
      Clock clock) {
    this.rows = rows;
    this.permissions = permissions;
    this.refusals = refusals;
    this.personDirectory = personDirectory;
    this.quotas = quotas;
    this.clock = clock;
  }

  /** The projects in which a person is a member, also through a group, ordered by name. */
  public List<Project> of(Person person) {
    return rows.withMembers(permissions.memberKeys(person));
  }

  /** The projects that the person may see; all projects for an admin. */
  public List<Project> visibleTo(Person person) {
    return permissions.isAdmin(person) ? rows.all() : of(person);
  }

  /**
   * Creates a project that the person owns.
   *
   * @throws ProblemException {@link ProjectProblem#PROJECT_CREATION_NOT_ALLOWED}, {@link
   *     ProjectProblem#PROJECT_NAME_INVALID}, {@link ProjectProblem#TOO_MANY_PROJECTS}
   */
  public Project create(Person owner, String name) {
    refusals.check("create-project", () -> requireCreator(owner));
    var project = new Project(RandomIds.id(), validName(name), owner.email(), clock.instant());
    rows.save(
        project,
        owner.key(),
        permissions.isAdmin(owner) ? Integer.MAX_VALUE : quotas.projectsPerPerson());
    LOG.info("project created: project={} by={}", project.id(), owner.id());
    return project;
  }

  private void requireCreator(Person owner) {
    if (!permissions.mayCreate(owner)) {
      throw new ProblemException(ProjectProblem.PROJECT_CREATION_NOT_ALLOWED);
    }
  }

  /**
   * Renames a project.
   *
   * @return the project after the change
   * @throws ProblemException as {@link #require} and {@link ExpectedVersion#check}, and {@link
   *     ProjectProblem#PROJECT_NAME_INVALID}
   */
  public Project rename(Person person, String projectId, String name, ExpectedVersion condition) {
    require(person, projectId, Action.RENAME_PROJECT);
    var valid = validName(name);
    var renamed =
        TransactionRetry.run(
            () ->
                rows.change(
                    projectId,
                    project -> {
                      permissions.require(person, project, Action.RENAME_PROJECT);
                      condition.check(project.version());
                      project.rename(valid);
                    },
                    AuditEvent.of(AuditAction.PROJECT_RENAME).object(projectId, valid)));
    LOG.info("project renamed: project={} by={}", projectId, person.id());
    return renamed;
  }

  /**
   * Removes a project and its members.
   *
   * @throws ProblemException as {@link #require} and {@link ExpectedVersion#check}, and {@link
   *     ProjectProblem#PROJECT_NOT_EMPTY} while it has clusters: a person has to decide for each
   *     cluster whether the objects in it are removed or stay
   */
  public void delete(Person person, String projectId, ExpectedVersion condition) {
    require(person, projectId, Action.DELETE_PROJECT);
    TransactionRetry.run(
        () -> {
          rows.delete(
              projectId,
              project -> {
                permissions.require(person, project, Action.DELETE_PROJECT);
                condition.check(project.version());
              });
          return projectId;
        });
    LOG.info("project deleted: project={} by={}", projectId, person.id());
  }

  /**
   * The project, if the person may perform the action there.
   *
   * <p>People who are not members cannot probe which ids exist.
   *
   * @throws ProblemException {@link ProjectProblem#PROJECT_UNKNOWN} if it does not exist or the
   *     person is not a member; {@link ProjectProblem#ACTION_NOT_ALLOWED} if the role is too low
   */
  public Project require(Person person, String projectId, Action action) {
    var project = find(projectId);
    var event = AuditEvent.of(AuditAction.PERMISSION_REFUSE);
    refusals.check(
        action,
        project.map(found -> event.in(found.id())).orElse(event.object(projectId, "")),
        () ->
            permissions.require(
                person,
                project.orElseThrow(() -> new ProblemException(ProjectProblem.PROJECT_UNKNOWN)),
                action));
    return project.orElseThrow();
  }

  /**
   * Refuses an action on a cluster that a person with this role as a member may not perform.
   *
   * @throws ProblemException as {@link #require(Person, String, Action)}
   */
  public void require(
      Person person,
      Optional<ProjectRole> asMember,
      Action action,
      String projectId,
      String clusterId) {
    refusals.check(
        action,
        AuditEvent.of(AuditAction.PERMISSION_REFUSE).at(projectId, clusterId),
        () -> permissions.require(person, asMember, action));
  }

  /** Whether the person may perform the action in the project. */
  public boolean allowed(Person person, String projectId, Action action) {
    return find(projectId).filter(project -> allowed(person, project, action)).isPresent();
  }

  /**
   * Whether a person who is not signed in may perform the action. Their groups are those of the
   * last sign-in.
   */
  public boolean allowed(String personKey, String projectId, Action action) {
    return find(projectId).filter(project -> allowed(personKey, project, action)).isPresent();
  }

  /** As {@link #allowed(String, String, Action)}, for a project that is already loaded. */
  public boolean allowed(String personKey, Project project, Action action) {
    // Groups only add permissions, so most people need no lookup of their groups.
    return allowed(new Person(personKey, "", List.of()), project, action)
        || personDirectory
            .find(personKey)
            .filter(person -> !person.groups().isEmpty())
            .filter(person -> allowed(person, project, action))
            .isPresent();
  }

  private boolean allowed(Person person, Project project, Action action) {
    return permissions.allowed(person, permissions.memberRoleOf(person, project), action);
  }

  /** A person's role in a project, also through a group or as an admin. */
  public Optional<ProjectRole> roleOf(Person person, Project project) {
    return permissions.roleOf(person, project);
  }

  public Optional<Project> find(String projectId) {
    return rows.find(projectId);
  }

  /** The name of a project for pages; empty text if the project no longer exists. */
  public String name(String projectId) {
    return find(projectId).map(Project::name).orElse("");
  }

  private static String validName(String name) {
    var normalized = PlainText.normalized(name);
    if (!PlainText.isLine(normalized, MAX_NAME_LENGTH)) {
      throw new ProblemException(ProjectProblem.PROJECT_NAME_INVALID, MAX_NAME_LENGTH);
    }
    return normalized;
  }
}
