package org.clustershare.project.boundary;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.Body;
import org.clustershare.project.control.Action;
import org.clustershare.project.control.Projects;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/** {@code /api/v1/projects}: the projects of whoever asks. */
@Path("/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProjectsResource {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;

  @GET
  public JsonArray list() {
    var list = Json.createArrayBuilder();
    projects.of(current.require()).forEach(project -> list.add(json(project)));
    return list.build();
  }

  @POST
  public Response create(String body) {
    var person = current.require();
    var project = projects.create(person, Body.of(body).requireText("name"));
    return Response.status(Response.Status.CREATED).entity(json(project)).build();
  }

  @GET
  @Path("/{project_id}")
  public JsonObject get(@PathParam("project_id") String projectId) {
    return json(projects.require(current.require(), projectId, Action.VIEW_PROJECT));
  }

  private static JsonObject json(Project project) {
    var owners = Json.createArrayBuilder();
    project.members().stream()
        .filter(member -> member.role() == ProjectRole.OWNER)
        .forEach(owner -> owners.add(Json.createObjectBuilder().add("email", owner.email())));
    return Json.createObjectBuilder()
        .add("id", project.id())
        .add("name", project.name())
        .add("creationTimestamp", project.createdAt().toString())
        .add("status", "Active")
        .add("owners", owners)
        .build();
  }
}
