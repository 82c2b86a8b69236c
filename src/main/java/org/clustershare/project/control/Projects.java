package org.clustershare.project.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.Ids;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/** Projects, and the one place that decides who may do what in them. */
@ApplicationScoped
public class Projects {
  private static final int NAME_LENGTH = 100;

  @PersistenceContext private EntityManager database;
  @Inject private Clock clock;

  /** The projects in which a person is a member, by name. */
  public List<Project> of(Person person) {
    return database
        .createQuery(
            "select p from Project p join p.members m where m.key = :key order by p.name, p.id",
            Project.class)
        .setParameter("key", person.key())
        .getResultList();
  }

  /** Makes a project that the person owns. */
  @Transactional
  public Project create(Person owner, String name) {
    var trimmed = name.strip();
    if (trimmed.isEmpty()
        || trimmed.length() > NAME_LENGTH
        || trimmed.chars().anyMatch(Character::isISOControl)) {
      throw new ProblemException(ProjectProblem.PROJECT_NAME_INVALID, NAME_LENGTH);
    }
    var project = new Project(Ids.id(), trimmed, owner.email(), clock.instant());
    database.persist(project);
    return project;
  }

  /**
   * The project, when the person may do this there.
   *
   * @throws ProblemException {@link ProjectProblem#PROJECT_UNKNOWN} when there is none or the
   *     person is not a member, so that ids cannot be probed; {@link
   *     ProjectProblem#ACTION_NOT_ALLOWED} when the role is too low
   */
  public Project require(Person person, String projectId, Action action) {
    var project = find(projectId).filter(found -> found.roleOf(person.key()).isPresent());
    if (project.isEmpty()) {
      throw new ProblemException(ProjectProblem.PROJECT_UNKNOWN);
    }
    var role = project.get().roleOf(person.key()).orElseThrow();
    if (!action.allowedTo(role)) {
      throw new ProblemException(ProjectProblem.ACTION_NOT_ALLOWED, role.group());
    }
    return project.get();
  }

  /** Whether the person with this lower-case email may do this in the project. */
  public boolean allowed(String personKey, String projectId, Action action) {
    return find(projectId).flatMap(project -> project.roleOf(personKey)).stream()
        .anyMatch(action::allowedTo);
  }

  /** The role of a person in a project. */
  public Optional<ProjectRole> roleOf(Person person, Project project) {
    return project.roleOf(person.key());
  }

  public Optional<Project> find(String projectId) {
    return Optional.ofNullable(database.find(Project.class, projectId));
  }
}
