package org.clustershare.sharing.api;

import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.entity.Share;
import org.jspecify.annotations.Nullable;

/** {@code …/clusters/{c}/shares}: making, listing and ending shares. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/shares")
@Produces(MediaType.APPLICATION_JSON)
public class SharesResource {
  @Inject private CurrentPerson current;
  @Inject private Shares shares;
  @Inject private IdempotentCalls calls;

  @GET
  public JsonArray list(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    var list = JsonFactory.array();
    shares.list(current.require(), projectId, clusterId).forEach(share -> list.add(json(share)));
    return list.build();
  }

  /** The answer to this call, and to its repetitions with the same key, alone shows the link. */
  @POST
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
    var made = shares.create(person, projectId, clusterId);
    return Response.status(Response.Status.CREATED)
        .entity(json(made.share()).add("link", made.link()).build())
        .build();
  }

  @DELETE
  @Path("/{share_id}")
  public Response revoke(
      @PathParam("project_id") String projectId,
      @PathParam("cluster_id") String clusterId,
      @PathParam("share_id") String shareId) {
    shares.revoke(current.require(), projectId, clusterId, shareId);
    return Response.ok(JsonFactory.object().build()).build();
  }

  private static JsonObjectBuilder json(Share share) {
    var json =
        JsonFactory.object()
            .add("id", share.id())
            .add("clusterId", share.clusterId())
            .add("createdBy", share.createdBy())
            .add("createdAt", share.createdAt().toString())
            .add("state", share.active() ? "active" : "revoked");
    share.revokedAt().ifPresent(when -> json.add("revokedAt", when.toString()));
    share.revokedBy().ifPresent(who -> json.add("revokedBy", who));
    return json;
  }
}
