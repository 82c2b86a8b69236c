package org.clustershare.access.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.clustershare.access.offboarding.Offboarding;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE …/projects/{p}/access?subject=<name>[&kind=group][&clusterOwner=<email>]}: ends the
 * access of a person or group to all clusters of a project, member or not. The answer lists the
 * bindings that ended, failed and are left; a client can repeat the call.
 */
@Path("/v2/projects/{project_id}/access")
@Produces(MediaType.APPLICATION_JSON)
public class EndedAccessResource {
  private final CurrentPerson current;
  private final Projects projects;
  private final Offboarding offboarding;

  @Inject
  public EndedAccessResource(CurrentPerson current, Projects projects, Offboarding offboarding) {
    this.current = current;
    this.projects = projects;
    this.offboarding = offboarding;
  }

  @DELETE
  public EndedAccessJson end(
      @PathParam("project_id") String projectId,
      @QueryParam("subject") @Nullable String subject,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("clusterOwner") @Nullable String clusterOwner) {
    var person = current.require();
    projects.require(person, projectId, Action.CHANGE_BINDINGS);
    var accessSubject = AccessResource.subjectOf(subject, kind);
    return EndedAccessJson.of(
        accessSubject,
        offboarding.end(person, projectId, accessSubject, Optional.ofNullable(clusterOwner)));
  }
}
