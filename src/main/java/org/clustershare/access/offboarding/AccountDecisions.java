package org.clustershare.access.offboarding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
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
import org.clustershare.project.RefusalTrail;
import org.clustershare.project.entity.Project;

/**
 * Decisions of admins on email addresses that another account at the provider presents: whether
 * that account gets the address, and whether the known account's memberships and access end first.
 */
@ApplicationScoped
public class AccountDecisions {
  private final Permissions permissions;
  private final RefusalTrail refusals;
  private final Projects projects;
  private final Members members;
  private final AccountChanges changes;
  private final Offboarding offboarding;

  /**
   * A requested change, with the memberships of the address.
   *
   * @param pending both accounts
   * @param projects the projects with the address as a member
   */
  public record Change(Pending pending, List<Project> projects) {
    public Change {
      projects = List.copyOf(projects);
    }
  }

  /**
   * The result of {@link #accept}.
   *
   * @param accepted whether the other account has the address now
   * @param kept the projects whose last owner is the address; it is still a member of them
   * @param open the projects with clusters in which some access did not end
   */
  public record AcceptanceResult(boolean accepted, List<Project> kept, List<Project> open) {
    public AcceptanceResult {
      kept = List.copyOf(kept);
      open = List.copyOf(open);
    }
  }

  @Inject
  AccountDecisions(
      Permissions permissions,
      RefusalTrail refusals,
      Projects projects,
      Members members,
      AccountChanges changes,
      Offboarding offboarding) {
    this.permissions = permissions;
    this.refusals = refusals;
    this.projects = projects;
    this.members = members;
    this.changes = changes;
    this.offboarding = offboarding;
  }

  /**
   * The pending changes, then the refused ones.
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
   * @param drop whether the memberships and the access of the known account end first; the change
   *     is accepted only if all of it has ended
   * @throws ProblemException {@link ProjectProblem#ADMINS_ONLY}, {@link
   *     IdentityProblem#ACCOUNT_CHANGE_UNKNOWN}
   */
  public AcceptanceResult accept(Person admin, String id, boolean drop) {
    var pending = require(admin, id);
    var kept = new ArrayList<Project>();
    var open = new ArrayList<Project>();
    if (drop) {
      for (var project : projects(pending)) {
        var accessSubject = new AccessSubject(pending.person().email(), Optional.empty());
        // The membership ends last, so that a repeated call finds the project.
        if (!offboarding
            .end(admin, project.id(), accessSubject, Optional.empty())
            .access()
            .complete()) {
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
    return new AcceptanceResult(clean, kept, open);
  }

  /** Removes a member; returns false, and keeps the member, for the last owner of a project. */
  private boolean remove(Person admin, Project project, String personKey) {
    try {
      members.remove(admin, project.id(), Person.id(personKey), ExpectedVersion.any());
      return true;
    } catch (ProblemException e) {
      if (e.type() == ProjectProblem.LAST_OWNER) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Refuses the change: the known account keeps the address.
   *
   * @throws ProblemException as {@link #accept}
   */
  public void refuse(Person admin, String id) {
    if (!changes.refuse(require(admin, id), admin)) {
      throw unknown();
    }
  }

  private Pending require(Person admin, String id) {
    refusals.check("decide-account", () -> permissions.requireAdmin(admin));
    return changes.find(id).orElseThrow(AccountDecisions::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(IdentityProblem.ACCOUNT_CHANGE_UNKNOWN);
  }
}
