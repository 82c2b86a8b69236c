package org.clustershare.bindings.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.project.Action;

/**
 * {@code …/clusters/{c}/identity}: the prefixes that the cluster's API server puts before the
 * provider's names.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClusterPrefixesResource {
  private final CurrentPerson current;
  private final Clusters clusters;
  private final ClusterPrefixes clusterPrefixes;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  @Inject
  public ClusterPrefixesResource(
      CurrentPerson current, Clusters clusters, ClusterPrefixes clusterPrefixes) {
    this.current = current;
    this.clusters = clusters;
    this.clusterPrefixes = clusterPrefixes;
  }

  @GET
  public PrefixesJson get() {
    clusters.require(current.require(), projectId, clusterId, Action.VIEW_BINDINGS);
    return PrefixesJson.of(clusterPrefixes.of(clusterId));
  }

  /** Replaces both prefixes. */
  @PUT
  public PrefixesJson put(JsonBody<PrefixesRequest> body) {
    var prefixes = body.value().prefixes();
    clusterPrefixes.set(current.require(), projectId, clusterId, prefixes);
    return PrefixesJson.of(prefixes);
  }
}
