package org.clustershare.project.api;

import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.http.JsonBody;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/projects}: the projects of whoever asks. */
@Path("/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProjectsResource {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private ProjectJson json;
  @Inject private IdempotentCalls calls;
  @Context private HttpHeaders headers;

  /**
   * One's own projects; with {@code displayAll=true}, for an admin, everybody's. Others may ask for
   * that too and get their own, as in KKP.
   */
  @GET
  public JsonArray list(@QueryParam("displayAll") @Nullable String displayAll) {
    var person = current.require();
    return json.projects(
        "true".equals(displayAll) ? projects.visibleTo(person) : projects.of(person));
  }

  @POST
  public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, String body) {
    var person = current.require();
    return calls.once(
        key,
        person.id(),
        "project\n" + body,
        () ->
            with(
                projects.create(person, JsonBody.of(body).requireText("name")),
                Response.status(Response.Status.CREATED)));
  }

  @GET
  @Path("/{project_id}")
  public Response get(@PathParam("project_id") String projectId) {
    return with(projects.require(current.require(), projectId, Action.VIEW_PROJECT), Response.ok());
  }

  /** Takes {@code {name}}. */
  @PUT
  @Path("/{project_id}")
  public Response rename(@PathParam("project_id") String projectId, String body) {
    var person = current.require();
    projects.require(person, projectId, Action.RENAME_PROJECT);
    var name = JsonBody.of(body).requireText("name");
    return with(
        projects.rename(person, projectId, name, ExpectedVersion.of(headers)), Response.ok());
  }

  @DELETE
  @Path("/{project_id}")
  public JsonObject delete(@PathParam("project_id") String projectId) {
    var person = current.require();
    projects.require(person, projectId, Action.DELETE_PROJECT);
    projects.delete(person, projectId, ExpectedVersion.of(headers));
    return JsonValue.EMPTY_JSON_OBJECT;
  }

  private Response with(Project project, Response.ResponseBuilder response) {
    return response
        .header(HttpHeaders.ETAG, ExpectedVersion.tag(project.version()))
        .entity(json.project(project))
        .build();
  }
}
