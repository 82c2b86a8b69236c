package org.clustershare.sharing.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.json.EmptyJson;
import org.clustershare.sharing.Shares;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code …/clusters/{c}/shares}: a cluster's shares. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/shares")
@Produces(MediaType.APPLICATION_JSON)
public class SharesResource {
  private final CurrentPerson current;
  private final Shares shares;
  private final IdempotentCalls calls;

  @Inject
  public SharesResource(CurrentPerson current, Shares shares, IdempotentCalls calls) {
    this.current = current;
    this.shares = shares;
    this.calls = calls;
  }

  @GET
  public List<ShareJson> list(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return shares.list(current.require(), projectId, clusterId).stream()
        .map(ShareJson::of)
        .toList();
  }

  /**
   * Creates a share. Only the answer to this call, and to its repetitions with the same key, has
   * the link.
   */
  @POST
  @APIResponseSchema(value = ShareJson.class, responseCode = "201")
  public Response create(
      @PathParam("project_id") String projectId,
      @PathParam("cluster_id") String clusterId,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    var person = current.require();
    shares.requireMayCreate(person, projectId, clusterId);
    return calls.once(
        key,
        person.id(),
        String.join("\n", "share", projectId, clusterId),
        () -> create(person, projectId, clusterId));
  }

  private Response create(Person person, String projectId, String clusterId) {
    var created = shares.create(person, projectId, clusterId);
    return Response.status(Response.Status.CREATED)
        .entity(ShareJson.of(created.share(), Optional.of(created.link())))
        .build();
  }

  @DELETE
  @Path("/{share_id}")
  public EmptyJson revoke(
      @PathParam("project_id") String projectId,
      @PathParam("cluster_id") String clusterId,
      @PathParam("share_id") String shareId) {
    shares.revoke(current.require(), projectId, clusterId, shareId);
    return new EmptyJson();
  }
}
