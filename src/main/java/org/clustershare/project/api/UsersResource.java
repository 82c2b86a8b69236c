package org.clustershare.project.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.platform.http.ListPart;
import org.clustershare.project.Permissions;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** {@code GET /api/v2/users}: everyone who has signed in, for admins. */
@Path("/v2/users")
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
  private final CurrentPerson current;
  private final Permissions permissions;
  private final PersonDirectory personDirectory;

  @Inject
  public UsersResource(
      CurrentPerson current, Permissions permissions, PersonDirectory personDirectory) {
    this.current = current;
    this.permissions = permissions;
    this.personDirectory = personDirectory;
  }

  /**
   * Lists people by email.
   *
   * @param offset the number of people to skip
   * @param limit the greatest number of people in the answer; the header {@code X-Total-Count} has
   *     the number of all
   */
  @GET
  @APIResponseSchema(UserJson[].class)
  public Response list(
      @QueryParam("offset") @DefaultValue("0") String offset,
      @QueryParam("limit") @DefaultValue("" + ListPart.LIMIT) String limit) {
    permissions.requireAdmin(current.require());
    var part = ListPart.of(offset, limit);
    var users =
        personDirectory.entries(part.offset(), part.limit()).stream()
            .map(known -> UserJson.of(known, permissions.isAdmin(known.person())))
            .toList();
    return Response.ok(users).header(ListPart.TOTAL, personDirectory.count()).build();
  }
}
