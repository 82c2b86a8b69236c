package org.clustershare.platform.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** JAX-RS application at {@code /api}: KKP's v1 and v2 contract, and Cluster Share's own calls. */
@ApplicationPath(ApiApplication.PATH)
public class ApiApplication extends Application {
  static final String PATH = "/api";

  /** Disables WADL: {@code /openapi} describes the API. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
