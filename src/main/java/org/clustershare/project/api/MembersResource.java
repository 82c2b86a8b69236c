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
import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.MemberNames;
import org.clustershare.project.Members;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/projects/{p}/users}: the members of a project. The ETag is that of the whole list.
 * {@code DELETE} is in the package {@code access.api}, because a removal can end the member's
 * access to clusters.
 */
@Path("/v1/projects/{project_id}/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MembersResource {
  private final CurrentPerson current;
  private final Projects projects;
  private final Members members;
  private final MemberNames names;
  private final IdempotentCalls calls;
  @Context private HttpHeaders headers;

  @PathParam("project_id")
  private String projectId = "";

  @Inject
  public MembersResource(
      CurrentPerson current,
      Projects projects,
      Members members,
      MemberNames names,
      IdempotentCalls calls) {
    this.current = current;
    this.projects = projects;
    this.members = members;
    this.names = names;
    this.calls = calls;
  }

  @GET
  @APIResponseSchema(MemberJson[].class)
  public Response list() {
    var project = members.of(current.require(), projectId);
    var known = names.peopleByKey(project.members().stream());
    var list =
        project.members().stream().map(member -> MemberJson.of(project, member, known)).toList();
    return tagged(project, Response.ok()).entity(list).build();
  }

  @POST
  @APIResponseSchema(value = MemberJson.class, responseCode = "201")
  public Response add(
      @HeaderParam("Idempotency-Key") @Nullable String key, JsonBody<MemberRequest> body) {
    var person = current.require();
    projects.require(person, projectId, Action.CHANGE_MEMBERS);
    return calls.once(
        key,
        person.id(),
        String.join("\n", "member", projectId, body.text()),
        () -> add(person, body.value(MemberRequest.Addition.class)));
  }

  private Response add(Person person, MemberRequest request) {
    var email = request.email().strip();
    var project =
        members.add(
            person, projectId, email, request.roleIn(projectId), ExpectedVersion.of(headers));
    var added = project.member(Member.key(email)).orElseThrow();
    return tagged(project, Response.status(Response.Status.CREATED))
        .entity(json(project, added))
        .build();
  }

  /** Changes a role; an id or email in the body must be the member's. */
  @PUT
  @Path("/{user_id}")
  @APIResponseSchema(MemberJson.class)
  public Response change(@PathParam("user_id") String userId, JsonBody<MemberRequest> body) {
    var person = current.require();
    var known = projects.require(person, projectId, Action.CHANGE_MEMBERS);
    var id = userId.toLowerCase(Locale.ROOT);
    var request = body.value();
    var member = Members.member(known, id);
    boolean same =
        request.id().map(id::equalsIgnoreCase).orElse(true)
            && Optional.ofNullable(request.email())
                .map(Member::key)
                .map(member.key()::equals)
                .orElse(true);
    if (!same) {
      throw new ProblemException(ProjectProblem.MEMBERSHIP_INVALID);
    }
    var project =
        members.change(
            person, projectId, id, request.roleIn(projectId), ExpectedVersion.of(headers));
    return tagged(project, Response.ok())
        .entity(json(project, Members.member(project, id)))
        .build();
  }

  private MemberJson json(Project project, Member member) {
    return MemberJson.of(project, member, names.peopleByKey(Stream.of(member)));
  }

  private static Response.ResponseBuilder tagged(
      Project project, Response.ResponseBuilder response) {
    return response.header(HttpHeaders.ETAG, ExpectedVersion.tag(project.version()));
  }
}
