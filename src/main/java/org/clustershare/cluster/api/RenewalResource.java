package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.renewal.CertificateRenewal;
import org.clustershare.cluster.renewal.Renewal;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.json.JsonFactory;

/**
 * {@code /api/v2/projects/{p}/clusters/{c}/renewal}: the client certificate with which the cluster
 * is reached, and the request for the next one.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/renewal")
@Produces(MediaType.APPLICATION_JSON)
public class RenewalResource {
  @Inject private CurrentPerson current;
  @Inject private CertificateRenewal renewal;

  @GET
  public JsonObject get(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return json(renewal.of(current.require(), projectId, clusterId));
  }

  /** Sends a new request, in the place of one that may be there. */
  @POST
  public JsonObject request(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return json(renewal.request(current.require(), projectId, clusterId));
  }

  /** Looks now what became of the request, and uses the certificate when it is there. */
  @POST
  @Path("/check")
  public JsonObject check(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return json(renewal.check(current.require(), projectId, clusterId));
  }

  private static JsonObject json(Renewal renewal) {
    var json = JsonFactory.object().add("renewable", renewal.user().isPresent());
    renewal
        .user()
        .ifPresent(
            user ->
                json.add("user", user.name())
                    .add("expiresAt", user.notAfter().toString())
                    .add("dueAt", user.renewalDue().toString()));
    renewal.request().ifPresent(request -> json.add("request", json(renewal, request)));
    return json.build();
  }

  private static JsonObject json(Renewal renewal, StoredRenewal request) {
    var json =
        JsonFactory.object()
            .add("name", request.requestName())
            .add("fingerprint", request.fingerprint())
            .add("state", request.state().name().toLowerCase(Locale.ROOT))
            .add("detail", request.detail())
            .add("requestedAt", request.requestedAt().toString());
    if (renewal.approvable()) {
      json.add("command", renewal.approval()).add("checkedCommand", renewal.command());
    }
    return json.build();
  }
}
