package org.clustershare.cluster.api;

import jakarta.ws.rs.Path;

/** One cluster, under KKP's path for external clusters. */
@Path("/v2/projects/{project_id}/kubernetes/clusters/{cluster_id}")
public class ExternalClusterResource extends ClusterResource {}
