package org.clustershare.project.activity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.chain.ChainFinding.Kind;
import org.clustershare.audit.chain.RecordCheck;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.export.AuditRecordRows;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Permissions;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.Projects;

/**
 * The audit trail for people. Owners read that of their project; admins read everything, also of
 * deleted projects and of no project, such as sign-ins.
 */
@ApplicationScoped
public class Activity {
  private final AuditRecordRows rows;
  private final RecordCheck check;
  private final Projects projects;
  private final Permissions permissions;

  /**
   * A page of records, newest first.
   *
   * @param next the cursor of the next page; empty for the last one
   */
  public record Page(List<CheckedRecord> records, Optional<String> next) {}

  /**
   * A record and the result of its check.
   *
   * @param finding what is wrong with it; empty if it is as Cluster Share wrote it
   */
  public record CheckedRecord(AuditRecord row, Optional<Kind> finding) {}

  @Inject
  Activity(AuditRecordRows rows, RecordCheck check, Projects projects, Permissions permissions) {
    this.rows = rows;
    this.check = check;
    this.projects = projects;
    this.permissions = permissions;
  }

  /**
   * Refuses people who may not read the records that a query selects.
   *
   * @throws ProblemException as {@link Projects#require}; {@link ProjectProblem#ADMINS_ONLY} for a
   *     query without a project
   */
  public void require(Person person, Optional<String> projectId) {
    if (projectId.isEmpty() || permissions.isAdmin(person)) {
      permissions.requireAdmin(person);
    } else {
      projects.require(person, projectId.get(), Action.VIEW_ACTIVITY);
    }
  }

  /**
   * Reads a page.
   *
   * @throws ProblemException as {@link #require}
   */
  public Page page(Person person, ActivityQuery query) {
    require(person, query.filter().projectId());
    var found = rows.newest(query.filter(), query.before(), query.limit() + 1);
    var records = found.subList(0, Math.min(found.size(), query.limit()));
    return new Page(
        records.stream().map(row -> new CheckedRecord(row, check.finding(row))).toList(),
        Optional.of(records)
            .filter(page -> found.size() > page.size())
            .map(page -> page.getLast().id()));
  }
}
