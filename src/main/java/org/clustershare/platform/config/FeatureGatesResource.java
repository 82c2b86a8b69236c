package org.clustershare.platform.config;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Serves {@code GET /api/v2/featuregates}: which feature gates are open. */
@Path("/v2/featuregates")
@Produces(MediaType.APPLICATION_JSON)
public class FeatureGatesResource {
  private final InstallationSettings installation;

  @Inject
  public FeatureGatesResource(InstallationSettings installation) {
    this.installation = installation;
  }

  @GET
  public FeatureGatesJson gates() {
    return new FeatureGatesJson(
        installation.isOpen(FeatureGate.OIDC_KUBE_CFG_ENDPOINT),
        installation.isOpen(FeatureGate.OPEN_ID_AUTH_PLUGIN));
  }
}
