package org.clustershare.project.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.groups.Default;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.body.IgnoredFields;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.entity.ProjectRole;

/**
 * The body of a call that adds or changes a member.
 *
 * @param id the member's id; only a change may name it
 * @param email an email address, or {@code oidc:<group>}; a change need not name it
 * @param projects one membership: that in the project of the call's path
 */
@IgnoredFields({
  "annotations",
  "creationTimestamp",
  "deletionTimestamp",
  "groups",
  "isAdmin",
  "isGlobalViewer",
  "labels",
  "lastSeen",
  "name",
  "readAnnouncements",
  "userSettings"
})
public record MemberRequest(
    Optional<String> id,
    @NotNull(groups = Addition.class) String email,
    List<@Valid MembershipRequest> projects) {
  public MemberRequest {
    projects = projects == null ? List.of() : List.copyOf(projects);
  }

  /**
   * One project and the member's group in it: {@code owners}, {@code editors} or {@code viewers}.
   */
  @IgnoredFields("name")
  public record MembershipRequest(@NotNull String id, @NotNull String group) {}

  /** The constraints of a call that adds a member. */
  interface Addition extends Default {}

  /**
   * The role that the body gives in a project.
   *
   * @throws ProblemException {@link ProjectProblem#MEMBERSHIP_INVALID} if it names another project,
   *     several, or an unknown group
   */
  ProjectRole roleIn(String projectId) {
    if (projects.size() != 1 || !projects.getFirst().id().equals(projectId)) {
      throw new ProblemException(ProjectProblem.MEMBERSHIP_INVALID);
    }
    return ProjectRole.ofGroup(projects.getFirst().group())
        .orElseThrow(() -> new ProblemException(ProjectProblem.MEMBERSHIP_INVALID));
  }
}
