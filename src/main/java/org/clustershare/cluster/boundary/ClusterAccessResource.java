package org.clustershare.cluster.boundary;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.clustershare.cluster.control.AccessManifest;

/**
 * {@code GET /api/v2/cluster-access.yaml}: an account for us that may do what we do and nothing
 * else. Holds no secret, so that {@code kubectl apply --filename} can read it from here.
 */
@Path("/v2/cluster-access.yaml")
public class ClusterAccessResource {
  @GET
  @Produces("application/yaml")
  public String manifest() {
    return AccessManifest.yaml();
  }
}
