package org.clustershare.access.offboarding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.report.EffectiveBinding.Who;
import org.clustershare.identity.AccountChangeRows.Pending;
import org.clustershare.identity.account.AccountChanges;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Members;
import org.clustershare.project.Permissions;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;

/**
 * What admins decide about addresses that another account brought: whether the other account gets
 * the address, and whether the old account's memberships and access end first.
 */
@ApplicationScoped
public class AccountDecisions {
  @Inject private Permissions permissions;
  @Inject private Projects projects;
  @Inject private Members members;
  @Inject private AccountChanges changes;
  @Inject private Offboarding offboarding;

  /**
   * A change with what belongs to the address so far.
   *
   * @param pending both accounts
   * @param projects in which the address is a member
   */
  public record Change(Pending pending, List<Project> projects) {
    public Change {
      projects = List.copyOf(projects);
    }
  }

  /**
   * What became of an agreement.
   *
   * @param accepted whether the other account has the address now
   * @param kept the projects of which the address is the last owner: it is a member still
   * @param open the projects in whose clusters not all access could be ended
   */
  public record Agreement(boolean accepted, List<Project> kept, List<Project> open) {
    public Agreement {
      kept = List.copyOf(kept);
      open = List.copyOf(open);
    }
  }

  /**
   * The changes that wait, then those that were refused.
   *
   * @throws ProblemException {@link ProjectProblem#ADMINS_ONLY}
   */
  public List<Change> all(Person admin) {
    permissions.requireAdmin(admin);
    return changes.all().stream().map(pending -> new Change(pending, projects(pending))).toList();
  }

  private List<Project> projects(Pending pending) {
    return projects.of(new Person(pending.person().email(), "", List.of()));
  }

  /**
   * Gives the address to the other account.
   *
   * @param drop whether the memberships and the access of the old account end first; as long as not
   *     all of it has ended, nothing is agreed to
   * @throws ProblemException {@link ProjectProblem#ADMINS_ONLY}, {@link
   *     IdentityProblem#ACCOUNT_CHANGE_UNKNOWN}
   */
  public Agreement accept(Person admin, String id, boolean drop) {
    var pending = require(admin, id);
    var kept = new ArrayList<Project>();
    var open = new ArrayList<Project>();
    if (drop) {
      for (var project : projects(pending)) {
        var who = new Who(pending.person().email(), Optional.empty());
        // The membership goes last: as long as it is there, a repetition finds the project.
        if (!offboarding.end(admin, project.id(), who, Optional.empty()).access().complete()) {
          open.add(project);
        } else if (!remove(admin, project, pending.person().key())) {
          kept.add(project);
        }
      }
    }
    boolean clean = kept.isEmpty() && open.isEmpty();
    if (clean && !changes.accept(pending, admin)) {
      throw unknown();
    }
    return new Agreement(clean, kept, open);
  }

  /** Leaves the last owner of a project in it, and says so. */
  private boolean remove(Person admin, Project project, String personKey) {
    try {
      members.remove(admin, project.id(), Person.id(personKey), ExpectedVersion.anything());
      return true;
    } catch (ProblemException e) {
      if (e.type() == ProjectProblem.LAST_OWNER) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Keeps the address with the old account.
   *
   * @throws ProblemException as {@link #accept}
   */
  public void refuse(Person admin, String id) {
    if (!changes.refuse(require(admin, id), admin)) {
      throw unknown();
    }
  }

  private Pending require(Person admin, String id) {
    permissions.requireAdmin(admin);
    return changes.find(id).orElseThrow(AccountDecisions::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(IdentityProblem.ACCOUNT_CHANGE_UNKNOWN);
  }
}
