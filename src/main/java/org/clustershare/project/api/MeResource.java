package org.clustershare.project.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.identity.KnownPerson;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.project.Permissions;
import org.clustershare.project.Projects;

/** {@code GET /api/v1/me}: the caller and their projects, also those through groups. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  private final CurrentPerson current;
  private final Projects projects;
  private final Permissions permissions;
  private final PersonDirectory personDirectory;

  @Inject
  public MeResource(
      CurrentPerson current,
      Projects projects,
      Permissions permissions,
      PersonDirectory personDirectory) {
    this.current = current;
    this.projects = projects;
    this.permissions = permissions;
    this.personDirectory = personDirectory;
  }

  @GET
  public MeJson me() {
    var person = current.require();
    var memberships =
        projects.of(person).stream()
            .flatMap(
                project ->
                    permissions.memberRoleOf(person, project).stream()
                        .map(role -> MembershipJson.of(project, role)))
            .toList();
    var entry = personDirectory.entry(person.key());
    return new MeJson(
        person.id(),
        person.name(),
        person.email(),
        permissions.isAdmin(person),
        false,
        entry.flatMap(KnownPerson::firstSeenAt),
        entry.map(KnownPerson::lastSeenAt),
        person.groups(),
        memberships);
  }
}
