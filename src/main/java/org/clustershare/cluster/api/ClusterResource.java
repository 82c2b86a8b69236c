package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.kkp.RemovalAction;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.kkp.KkpClient;
import org.clustershare.project.Action;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * One cluster. Its path names its parameters as those of its roles and bindings do; otherwise
 * JAX-RS finds only one of these resources.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClusterResource {
  private final CurrentPerson current;
  private final Clusters clusters;
  private final ClusterRegistration registration;
  private final KkpClient client;
  private final Clock clock;
  @Context private HttpHeaders headers;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  @Inject
  public ClusterResource(
      CurrentPerson current,
      Clusters clusters,
      ClusterRegistration registration,
      KkpClient client,
      Clock clock) {
    this.current = current;
    this.clusters = clusters;
    this.registration = registration;
    this.client = client;
    this.clock = clock;
  }

  @GET
  @APIResponseSchema(ClusterJson.class)
  public Response get() {
    return with(
        clusters.require(current.require(), projectId, clusterId, Action.VIEW_CLUSTER),
        Response.ok());
  }

  /** Checks the cluster. */
  @POST
  @Path("/check")
  public ClusterReportJson checkAgain() {
    return ClusterReportJson.of(registration.check(current.require(), projectId, clusterId));
  }

  /** Changes what the body names. */
  @PATCH
  @APIResponseSchema(ClusterJson.class)
  public Response change(JsonBody<ClusterChangeRequest> body) {
    var person = current.require();
    var change = ClusterChangeRequest.of(body);
    return with(
        registration.change(person, projectId, clusterId, change, ExpectedVersion.of(headers)),
        Response.ok());
  }

  /** Does the same as {@link #change}, for KKP's older clients. */
  @PUT
  @APIResponseSchema(ClusterJson.class)
  public Response replace(JsonBody<ClusterChangeRequest> body) {
    return change(body);
  }

  /**
   * Removes the cluster; with {@code cleanup=true}, or with {@code delete} in KKP's header {@code
   * Action}, also the objects that Cluster Share made in it.
   */
  @DELETE
  public RemovalJson remove(
      @QueryParam("cleanup") @Nullable String cleanup,
      @HeaderParam("Action") @Nullable String action) {
    var person = current.require();
    boolean delete = RemovalAction.of(action, cleanup) == RemovalAction.DELETE;
    return RemovalJson.of(
        registration.remove(person, projectId, clusterId, delete, ExpectedVersion.of(headers)));
  }

  private Response with(Cluster cluster, Response.ResponseBuilder response) {
    return response
        .header(HttpHeaders.ETAG, ExpectedVersion.tag(cluster.version()))
        .entity(ClusterJson.of(cluster, clock.instant(), client))
        .build();
  }
}
