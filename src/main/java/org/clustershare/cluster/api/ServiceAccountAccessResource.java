package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.clustershare.cluster.account.AccessManifest;
import org.clustershare.cluster.account.RequiredAccess;

/**
 * {@code GET /api/v2/cluster-access-service-account.yaml}: as {@link ClusterAccessResource}, for
 * clusters that do not sign client certificates.
 */
@Path("/v2/cluster-access-service-account.yaml")
public class ServiceAccountAccessResource {
  private final RequiredAccess requiredAccess;

  @Inject
  public ServiceAccountAccessResource(RequiredAccess requiredAccess) {
    this.requiredAccess = requiredAccess;
  }

  @GET
  @Produces("application/yaml")
  public String manifest() {
    return AccessManifest.serviceAccount(requiredAccess);
  }
}
