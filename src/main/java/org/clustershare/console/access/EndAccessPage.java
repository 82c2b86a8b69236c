package org.clustershare.console.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.api.AccessResource;
import org.clustershare.access.offboarding.EndedAccess;
import org.clustershare.access.offboarding.Offboarding;
import org.clustershare.access.offboarding.Offboarding.Holdings;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Member;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/**
 * Section that ends the access of a person or group in a project. It stands below the list of that
 * access: on the page of a person's access and, after a removal, on the page of members.
 */
@Named("endAccess")
@RequestScoped
public class EndAccessPage {
  private final CurrentPerson current;
  private final Projects projects;
  private final Offboarding offboarding;
  private final PageProblems problems;
  private final ConsolePath path;
  private final PersonAccessPage access;

  private @Nullable Holdings holdings;
  private @Nullable EndedAccess ended;
  private String clusterOwner = "";

  @Inject
  EndAccessPage(
      CurrentPerson current,
      Projects projects,
      Offboarding offboarding,
      PageProblems problems,
      ConsolePath path,
      PersonAccessPage access) {
    this.current = current;
    this.projects = projects;
    this.offboarding = offboarding;
    this.problems = problems;
    this.path = path;
    this.access = access;
  }

  /** Ends all listed access. The page shows what could not be ended, for another attempt. */
  public void end() {
    problems.orMessage(
        () -> {
          ended =
              offboarding.end(
                  current.require(),
                  path.projectId(),
                  who(),
                  Optional.of(clusterOwner).filter(email -> !email.isEmpty()));
          holdings = null;
        });
  }

  /** The result of {@link #end} in this request; null before. */
  public @Nullable EndedAccess getEnded() {
    return ended;
  }

  /** The role, shares and clusters of the subject; read once a request, and after {@link #end}. */
  public Holdings getHoldings() {
    var found = holdings;
    if (found == null) {
      found = offboarding.holdings(current.require(), path.projectId(), who());
      holdings = found;
    }
    return found;
  }

  /** Whether the person may end access and something may be left to end. */
  public boolean isOffered() {
    return projects.allowed(current.require(), path.projectId(), Action.CHANGE_BINDINGS)
        && (access.getReport() == null
            || !access.getUnanswered().isEmpty()
            || access.getAnswered().stream()
                .flatMap(one -> one.bindings().stream())
                .anyMatch(EffectiveBinding::canBeRevoked)
            || !getHoldings().owned().isEmpty()
            || !getHoldings().shares().isEmpty());
  }

  /** Whether the signed-in person may transfer the subject's clusters. */
  public boolean isMayGive() {
    return projects.allowed(current.require(), path.projectId(), Action.CHANGE_CLUSTER_OWNER);
  }

  public List<Member> getSuccessors() {
    return offboarding.successors(current.require(), path.projectId(), who());
  }

  /** The email address of the new owner; by default the signed-in person. */
  public String getClusterOwner() {
    return clusterOwner.isEmpty()
        ? getSuccessors().stream()
            .filter(member -> member.key().equals(current.require().key()))
            .map(Member::email)
            .findFirst()
            .orElse("")
        : clusterOwner;
  }

  public void setClusterOwner(@Nullable String email) {
    this.clusterOwner = email == null ? "" : email;
  }

  private AccessSubject who() {
    return AccessResource.subjectOf(
        Faces.getRequestParameter("subject"), Faces.getRequestParameter("kind"));
  }
}
