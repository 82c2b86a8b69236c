package org.clustershare.cluster.kkp;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.clustershare.cluster.Clusters;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.kkp.KkpClient;

/** The same calls under KKP's path for external clusters. */
@Path("/v2/projects/{project_id}/kubernetes/clusters/{cluster_id}")
public class KkpExternalClusterResource extends KkpClusterResource {
  @Inject
  public KkpExternalClusterResource(
      CurrentPerson current,
      Clusters clusters,
      ControlPlaneHealth health,
      OidcSettings oidc,
      KkpClient client) {
    super(current, clusters, health, oidc, client);
  }
}
