package org.clustershare.access.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.clustershare.access.offboarding.Offboarding;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.json.EmptyJson;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Members;
import org.clustershare.project.Projects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE /api/v1/projects/{p}/users/{u}[?endAccess=true[&clusterOwner=<email>]]}: removes a
 * member as in KKP, and answers with an empty object. With {@code endAccess}, it also ends the
 * member's access to the project's clusters, and answers with a report.
 */
@Path("/v1/projects/{project_id}/users")
@Produces(MediaType.APPLICATION_JSON)
public class RemovedMemberResource {
  private final CurrentPerson current;
  private final Projects projects;
  private final Members members;
  private final Offboarding offboarding;
  @Context private HttpHeaders headers;

  @Inject
  public RemovedMemberResource(
      CurrentPerson current, Projects projects, Members members, Offboarding offboarding) {
    this.current = current;
    this.projects = projects;
    this.members = members;
    this.offboarding = offboarding;
  }

  @DELETE
  @Path("/{user_id}")
  @APIResponseSchema(EndedAccessJson.class)
  public Response remove(
      @PathParam("project_id") String projectId,
      @PathParam("user_id") String userId,
      @QueryParam("endAccess") @Nullable String endAccess,
      @QueryParam("clusterOwner") @Nullable String clusterOwner) {
    var person = current.require();
    var project = projects.require(person, projectId, Action.CHANGE_MEMBERS);
    var id = userId.toLowerCase(Locale.ROOT);
    var condition = ExpectedVersion.of(headers);
    if (!isWanted(endAccess, clusterOwner)) {
      var changed = members.remove(person, projectId, id, condition);
      return Response.ok(new EmptyJson())
          .header(HttpHeaders.ETAG, ExpectedVersion.tag(changed.version()))
          .build();
    }
    var accessSubject = Offboarding.subjectOf(Members.member(project, id));
    var ended =
        offboarding.remove(person, projectId, id, Optional.ofNullable(clusterOwner), condition);
    return Response.ok(EndedAccessJson.of(accessSubject, ended)).build();
  }

  private static boolean isWanted(@Nullable String endAccess, @Nullable String clusterOwner) {
    boolean wanted = "true".equals(endAccess);
    if (!wanted && endAccess != null && !endAccess.equals("false")) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST, "The parameter endAccess must be true or false.");
    }
    if (!wanted && clusterOwner != null) {
      throw new ProblemException(
          PlatformProblem.BAD_REQUEST,
          "The parameter clusterOwner needs endAccess=true, or the clusters keep their owner.");
    }
    return wanted;
  }
}
