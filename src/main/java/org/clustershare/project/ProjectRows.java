package org.clustershare.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditRows;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.database.IntegrityViolation;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/** Database access for projects; each method is a transaction of its own. */
@ApplicationScoped
class ProjectRows {
  /** The rows of the table project_quota. */
  private static final int QUOTA_SLOTS = 16;

  @PersistenceContext private EntityManager database;
  private final AuditRows audit;

  @Inject
  ProjectRows(AuditRows audit) {
    this.audit = audit;
  }

  /**
   * Inserts a new project. If a person creates several at the same time, each transaction sees the
   * earlier ones.
   *
   * @param limit the maximum number of projects that the person has created
   * @throws ProblemException {@link ProjectProblem#TOO_MANY_PROJECTS}
   */
  @Transactional
  void save(Project project, String personKey, int limit) {
    database
        .createNativeQuery("select slot from project_quota where slot = ?1 for update")
        .setParameter(1, Math.floorMod(personKey.hashCode(), QUOTA_SLOTS))
        .getSingleResult();
    // A separate statement after the lock: it sees what was committed during the wait.
    if (countCreatedBy(personKey) >= limit) {
      throw new ProblemException(ProjectProblem.TOO_MANY_PROJECTS, limit);
    }
    database.persist(project);
    database.flush();
    audit.append(
        AuditEvent.of(AuditAction.PROJECT_CREATE)
            .in(project.id())
            .object(project.id(), project.name()));
  }

  private long countCreatedBy(String personKey) {
    return database
        .createQuery("select count(p) from Project p where p.createdByKey = :key", Long.class)
        .setParameter("key", personKey)
        .getSingleResult();
  }

  /**
   * Finds a project with its members in one query, because every API request needs it.
   * EntityManager.find would need a second query for the members.
   */
  Optional<Project> find(String projectId) {
    return RandomIds.isId(projectId)
        ? database
            .createQuery(
                "select p from Project p left join fetch p.members where p.id = :id", Project.class)
            .setParameter("id", projectId)
            .getResultStream()
            .findFirst()
        : Optional.empty();
  }

  /** The projects with one of these members, ordered by name. */
  List<Project> withMembers(Collection<String> memberKeys) {
    return database
        .createQuery(
            "select distinct p from Project p join p.members m where m.key in :keys"
                + " order by p.name, p.id",
            Project.class)
        .setParameter("keys", memberKeys)
        .getResultList();
  }

  List<Project> all() {
    return database
        .createQuery("select p from Project p order by p.name, p.id", Project.class)
        .getResultList();
  }

  /**
   * Changes a project under a lock. The row is locked before the change reads it, and its version
   * increases even if only members change.
   *
   * @param event the record of the change
   * @throws ProblemException from the change, which is rolled back then
   */
  @Transactional
  Project change(String projectId, Consumer<Project> change, AuditEvent event) {
    var project = lock(projectId);
    var before = project.name();
    change.accept(project);
    database.flush();
    var inProject = event.in(projectId);
    audit.append(project.name().equals(before) ? inProject : inProject.with("before", before));
    return project;
  }

  /** Replaces the member with the same key. */
  @Transactional
  Project replace(String projectId, Consumer<Project> check, Member member, AuditEvent event) {
    var project = lock(projectId);
    check.accept(project);
    var before = project.member(member.key()).map(Member::role);
    project.remove(member);
    // The old row must be deleted before the new one is inserted.
    database.flush();
    project.add(member);
    database.flush();
    audit.append(event.in(projectId).with("before", before.map(ProjectRole::group).orElse("")));
    return project;
  }

  /**
   * Removes a project and its members.
   *
   * @throws ProblemException {@link ProjectProblem#PROJECT_NOT_EMPTY} while rows refer to it, such
   *     as those of clusters
   */
  @Transactional
  void delete(String projectId, Consumer<Project> check) {
    var project = lock(projectId);
    check.accept(project);
    database.remove(project);
    try {
      database.flush();
    } catch (PersistenceException e) {
      throw IntegrityViolation.isCauseOf(e)
          ? new ProblemException(e, ProjectProblem.PROJECT_NOT_EMPTY)
          : e;
    }
    audit.append(
        AuditEvent.of(AuditAction.PROJECT_DELETE).in(projectId).object(projectId, project.name()));
  }

  private Project lock(String projectId) {
    return Optional.of(projectId)
        .filter(RandomIds::isId)
        .map(id -> database.find(Project.class, id, LockModeType.PESSIMISTIC_FORCE_INCREMENT))
        .orElseThrow(() -> new ProblemException(ProjectProblem.PROJECT_UNKNOWN));
  }
}
