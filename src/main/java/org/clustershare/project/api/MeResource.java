package org.clustershare.project.api;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.project.Permissions;
import org.clustershare.project.Projects;

/** {@code GET /api/v1/me}: who is asking, and their projects, also through groups. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private Permissions permissions;

  @GET
  public JsonObject me() {
    var person = current.require();
    var memberships = JsonFactory.array();
    for (var project : projects.of(person)) {
      permissions
          .memberRoleOf(person, project)
          .ifPresent(role -> memberships.add(ProjectJson.membership(project, role)));
    }
    return JsonFactory.object()
        .add("id", person.id())
        .add("name", person.name())
        .add("email", person.email())
        .add("isAdmin", permissions.isAdmin(person))
        .add("projects", memberships)
        .build();
  }
}
