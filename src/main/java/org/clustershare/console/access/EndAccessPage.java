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
import org.clustershare.access.report.EffectiveBinding.Who;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Member;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/**
 * The end of what a person or group has in a project, beside the list of it: on the page of
 * members, after a removal, and on the page of a person's access.
 */
@Named("endAccess")
@RequestScoped
public class EndAccessPage {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private Offboarding offboarding;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;
  @Inject private PersonAccessPage listed;

  private @Nullable Holdings holdings;
  private @Nullable EndedAccess ended;
  private String clusterOwner = "";

  /** Ends everything that is listed; what could not be ended is shown, to be tried again. */
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

  /** What was ended just now; null before. */
  public @Nullable EndedAccess getEnded() {
    return ended;
  }

  /** What the database knows; asked once a page, after something was ended. */
  public Holdings getHoldings() {
    var found = holdings;
    if (found == null) {
      found = offboarding.holdings(current.require(), path.projectId(), who());
      holdings = found;
    }
    return found;
  }

  /** Whether the button is shown: as long as something may be left to end. */
  public boolean isOffered() {
    return projects.allowed(current.require(), path.projectId(), Action.CHANGE_BINDINGS)
        && (listed.getReport() == null
            || !listed.getUnanswered().isEmpty()
            || listed.getAnswered().stream()
                .flatMap(one -> one.bindings().stream())
                .anyMatch(EffectiveBinding::canBeEnded)
            || !getHoldings().owned().isEmpty()
            || !getHoldings().shares().isEmpty());
  }

  /** Whether the person who looks may give the clusters of the other one away. */
  public boolean isMayGive() {
    return projects.allowed(current.require(), path.projectId(), Action.CHANGE_CLUSTER_OWNER);
  }

  public List<Member> getSuccessors() {
    return offboarding.successors(current.require(), path.projectId(), who());
  }

  /** The person who looks gets the clusters, unless another member is chosen. */
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

  private Who who() {
    return AccessResource.who(
        Faces.getRequestParameter("subject"), Faces.getRequestParameter("kind"));
  }
}
