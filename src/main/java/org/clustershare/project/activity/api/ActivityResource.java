package org.clustershare.project.activity.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.clustershare.audit.export.AuditExport;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** {@code …/projects/{p}/activity}: a project's activity, for its owners and for admins. */
@Path("/v2/projects/{project_id}/activity")
public class ActivityResource {
  private final ActivityAnswers answers;

  @Inject
  public ActivityResource(ActivityAnswers answers) {
    this.answers = answers;
  }

  /**
   * Lists a page; {@link org.clustershare.project.activity.ActivityQuery} has the parameters. A
   * client that accepts {@code application/x-ndjson} gets all records as JSON lines, oldest first.
   */
  @GET
  @Produces({MediaType.APPLICATION_JSON, AuditExport.MEDIA_TYPE})
  @APIResponseSchema(ActivityJson.class)
  public Response get(
      @PathParam("project_id") String projectId,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    return answers.get(Optional.of(projectId), uri.getQueryParameters(), headers);
  }
}
