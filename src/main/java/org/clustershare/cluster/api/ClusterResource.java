package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.time.Clock;
import java.util.Optional;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterChange;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.json.JsonBody;
import org.clustershare.project.Action;

/**
 * One cluster. Its path is spelled like those of its roles and bindings, or REST finds only one.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClusterResource {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private ClusterRegistration enrollment;
  @Inject private Clock clock;
  @Context private HttpHeaders headers;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  @GET
  public Response get() {
    return with(
        clusters.require(current.require(), projectId, clusterId, Action.VIEW_CLUSTER),
        Response.ok());
  }

  /** Looks at the cluster again. */
  @POST
  @Path("/check")
  public JsonObject checkAgain() {
    return ClusterJson.report(enrollment.check(current.require(), projectId, clusterId));
  }

  /** Takes any of {@code {name, owner, externalServer, oidc, kubeconfig, evenUnverified}}. */
  @PATCH
  public Response change(String body) {
    var person = current.require();
    var fields = JsonBody.of(body);
    var change =
        new ClusterChange(
            fields.text("name"),
            fields.text("owner"),
            fields.has("externalServer")
                ? Optional.of(fields.text("externalServer").orElse(""))
                : Optional.empty(),
            ClientJson.change(fields),
            fields.text("kubeconfig").map(KubeconfigText::decoded),
            fields.flag("evenUnverified"));
    return with(
        enrollment.change(person, projectId, clusterId, change, ExpectedVersion.of(headers)),
        Response.ok());
  }

  /** The same for KKP's older clients. */
  @PUT
  public Response replace(String body) {
    return change(body);
  }

  /** With {@code cleanup=true} what we made in the cluster goes too, as far as it can. */
  @DELETE
  public JsonObject remove(@QueryParam("cleanup") @DefaultValue("false") boolean cleanup) {
    return ClusterJson.removal(
        enrollment.remove(
            current.require(), projectId, clusterId, cleanup, ExpectedVersion.of(headers)));
  }

  private Response with(Cluster cluster, Response.ResponseBuilder response) {
    return response
        .header(HttpHeaders.ETAG, ExpectedVersion.tag(cluster.version()))
        .entity(ClusterJson.cluster(cluster, clock.instant()))
        .build();
  }
}
