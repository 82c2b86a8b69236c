package org.clustershare.project.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.json.EmptyJson;
import org.clustershare.project.Action;
import org.clustershare.project.MemberNames;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/projects}: the caller's projects. */
@Path("/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProjectsResource {
  private final CurrentPerson current;
  private final Projects projects;
  private final MemberNames names;
  private final IdempotentCalls calls;
  @Context private HttpHeaders headers;

  @Inject
  public ProjectsResource(
      CurrentPerson current, Projects projects, MemberNames names, IdempotentCalls calls) {
    this.current = current;
    this.projects = projects;
    this.names = names;
    this.calls = calls;
  }

  /**
   * Lists the caller's projects; with {@code displayAll=true} an admin gets all projects. Other
   * callers may send that too and get their own, as in KKP.
   */
  @GET
  public List<ProjectJson> list(@QueryParam("displayAll") @Nullable String displayAll) {
    var person = current.require();
    var list = "true".equals(displayAll) ? projects.visibleTo(person) : projects.of(person);
    var known = names.peopleByKey(list.stream().flatMap(MemberNames::owners));
    return list.stream().map(project -> ProjectJson.of(project, known)).toList();
  }

  @POST
  @APIResponseSchema(value = ProjectJson.class, responseCode = "201")
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key, JsonBody<ProjectRequest> body) {
    var person = current.require();
    return calls.once(
        key,
        person.id(),
        "project\n" + body.text(),
        () ->
            with(
                projects.create(person, body.value().name()),
                Response.status(Response.Status.CREATED)));
  }

  @GET
  @Path("/{project_id}")
  @APIResponseSchema(ProjectJson.class)
  public Response get(@PathParam("project_id") String projectId) {
    return with(projects.require(current.require(), projectId, Action.VIEW_PROJECT), Response.ok());
  }

  @PUT
  @Path("/{project_id}")
  @APIResponseSchema(ProjectJson.class)
  public Response rename(@PathParam("project_id") String projectId, JsonBody<ProjectRequest> body) {
    var person = current.require();
    projects.require(person, projectId, Action.RENAME_PROJECT);
    var name = body.value().name();
    return with(
        projects.rename(person, projectId, name, ExpectedVersion.of(headers)), Response.ok());
  }

  @DELETE
  @Path("/{project_id}")
  public EmptyJson delete(@PathParam("project_id") String projectId) {
    var person = current.require();
    projects.require(person, projectId, Action.DELETE_PROJECT);
    projects.delete(person, projectId, ExpectedVersion.of(headers));
    return new EmptyJson();
  }

  private Response with(Project project, Response.ResponseBuilder response) {
    return response
        .header(HttpHeaders.ETAG, ExpectedVersion.tag(project.version()))
        .entity(ProjectJson.of(project, names.peopleByKey(MemberNames.owners(project))))
        .build();
  }
}
