package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.kkp.KkpClient;

/** One cluster, under KKP's path for external clusters. */
@Path("/v2/projects/{project_id}/kubernetes/clusters/{cluster_id}")
public class ExternalClusterResource extends ClusterResource {
  @Inject
  public ExternalClusterResource(
      CurrentPerson current,
      Clusters clusters,
      ClusterRegistration registration,
      KkpClient client,
      Clock clock) {
    super(current, clusters, registration, client, clock);
  }
}
