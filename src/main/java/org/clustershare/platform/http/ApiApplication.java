package org.clustershare.platform.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/**
 * The REST API below {@code /api}: KKP's contract v1 and v2, and further calls of Cluster Share.
 */
@ApplicationPath("/api")
public class ApiApplication extends Application {
  /** Turns WADL off: only OpenAPI describes the API. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
