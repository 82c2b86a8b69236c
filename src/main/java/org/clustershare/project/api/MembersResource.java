package org.clustershare.project.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.http.JsonBody;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Members;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/projects/{p}/users}: who is in a project. Bodies name one membership: {@code
 * {email, projects: [{id, group}]}}, where the email may be {@code oidc:<group>}. The ETag is that
 * of the whole list. {@code DELETE} is in the package {@code offboarding}, because a removal can
 * end what the member has in clusters.
 */
@Path("/v1/projects/{project_id}/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MembersResource {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private Members members;
  @Inject private ProjectJson json;
  @Inject private IdempotentCalls calls;
  @Context private HttpHeaders headers;

  @PathParam("project_id")
  private String projectId = "";

  @GET
  public Response list() {
    var project = members.of(current.require(), projectId);
    return tagged(project, Response.ok()).entity(json.members(project)).build();
  }

  @POST
  public Response add(@HeaderParam("Idempotency-Key") @Nullable String key, String body) {
    var person = current.require();
    projects.require(person, projectId, Action.CHANGE_MEMBERS);
    return calls.once(
        key, person.id(), String.join("\n", "member", projectId, body), () -> add(person, body));
  }

  private Response add(Person person, String body) {
    var fields = JsonBody.of(body);
    var email = fields.requireText("email").strip();
    var project = members.add(person, projectId, email, role(fields), ExpectedVersion.of(headers));
    var added = project.member(Member.key(email)).orElseThrow();
    return tagged(project, Response.status(Response.Status.CREATED))
        .entity(json.member(project, added))
        .build();
  }

  /** Takes the same body; an id or email in it must be the member's. */
  @PUT
  @Path("/{user_id}")
  public Response change(@PathParam("user_id") String userId, String body) {
    var person = current.require();
    var known = projects.require(person, projectId, Action.CHANGE_MEMBERS);
    var id = userId.toLowerCase(Locale.ROOT);
    var fields = JsonBody.of(body);
    var member = Members.member(known, id);
    boolean same =
        fields.text("id").map(id::equalsIgnoreCase).orElse(true)
            && fields.text("email").map(Member::key).map(member.key()::equals).orElse(true);
    if (!same) {
      throw new ProblemException(ProjectProblem.MEMBERSHIP_INVALID);
    }
    var project = members.change(person, projectId, id, role(fields), ExpectedVersion.of(headers));
    return tagged(project, Response.ok())
        .entity(json.member(project, Members.member(project, id)))
        .build();
  }

  private ProjectRole role(JsonBody jsonBody) {
    var memberships = jsonBody.objects("projects");
    if (memberships.size() != 1 || !memberships.get(0).requireText("id").equals(projectId)) {
      throw new ProblemException(ProjectProblem.MEMBERSHIP_INVALID);
    }
    return ProjectRole.ofGroup(memberships.get(0).requireText("group"))
        .orElseThrow(() -> new ProblemException(ProjectProblem.MEMBERSHIP_INVALID));
  }

  private static Response.ResponseBuilder tagged(
      Project project, Response.ResponseBuilder response) {
    return response.header(HttpHeaders.ETAG, ExpectedVersion.tag(project.version()));
  }
}
