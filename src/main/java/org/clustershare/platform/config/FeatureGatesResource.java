package org.clustershare.platform.config;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.platform.json.JsonFactory;

/** {@code GET /api/v2/featuregates}: which gates are open. */
@Path("/v2/featuregates")
@Produces(MediaType.APPLICATION_JSON)
public class FeatureGatesResource {
  @Inject private InstallationSettings installation;

  @GET
  public JsonObject gates() {
    return JsonFactory.object()
        .add("oidcKubeCfgEndpoint", installation.open(FeatureGate.OIDC_KUBE_CFG_ENDPOINT))
        .add("openIDAuthPlugin", installation.open(FeatureGate.OPEN_ID_AUTH_PLUGIN))
        .build();
  }
}
