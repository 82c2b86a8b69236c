package org.clustershare.cluster.kkp;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.kkp.KkpClient;
import org.clustershare.platform.kkp.KkpVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Calls about one cluster that KKP's console and scripts make. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
public class KkpClusterResource {
  private final CurrentPerson current;
  private final Clusters clusters;
  private final ControlPlaneHealth health;
  private final OidcSettings oidc;
  private final KkpClient client;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  @Inject
  public KkpClusterResource(
      CurrentPerson current,
      Clusters clusters,
      ControlPlaneHealth health,
      OidcSettings oidc,
      KkpClient client) {
    this.current = current;
    this.clusters = clusters;
    this.health = health;
    this.oidc = oidc;
    this.client = client;
  }

  /** Asks the API server whether it is ready. */
  @GET
  @Path("/health")
  @APIResponseSchema(HealthJson.class)
  public Response health() {
    boolean up = health.isUp(current.require(), projectId, clusterId);
    return Response.ok(
            client.expects(KkpVersion.HEALTH_AS_TEXT)
                ? HealthJson.of(up)
                : NumericHealthJson.of(up))
        .build();
  }

  /** The provider and the client whose tokens the cluster accepts. */
  @GET
  @Path("/oidc")
  public ClusterOidcJson oidc() {
    var cluster = clusters.require(current.require(), projectId, clusterId, Action.VIEW_CLUSTER);
    return ClusterOidcJson.of(
        cluster.client().map(StoredClient::withoutSecret).orElseGet(oidc::client));
  }

  /**
   * Refuses the administrator's kubeconfig, as a KKP does whose operator has disabled it. Cluster
   * Share never hands out the credentials of a cluster.
   */
  @GET
  @Path("/kubeconfig")
  @Produces(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response adminKubeconfig() {
    clusters.require(current.require(), projectId, clusterId, Action.VIEW_CLUSTER);
    throw new ProblemException(ClusterProblem.ADMIN_KUBECONFIG_DISABLED);
  }
}
