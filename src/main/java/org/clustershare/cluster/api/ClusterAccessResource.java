package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.clustershare.cluster.account.AccessManifest;
import org.clustershare.cluster.account.RequiredAccess;

/**
 * {@code GET /api/v2/cluster-access.yaml}: a manifest for a user with a client certificate, who has
 * exactly the rights that Cluster Share needs. It holds no secret, so that {@code kubectl apply
 * --filename} can read it from this address.
 */
@Path("/v2/cluster-access.yaml")
public class ClusterAccessResource {
  private final RequiredAccess requiredAccess;

  @Inject
  public ClusterAccessResource(RequiredAccess requiredAccess) {
    this.requiredAccess = requiredAccess;
  }

  @GET
  @Produces("application/yaml")
  public String manifest() {
    return AccessManifest.user(requiredAccess);
  }
}
