package org.clustershare.platform.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything below {@code /api}: KKP's v1 and v2 contract, and our own calls beside it. */
@ApplicationPath(ApiApplication.PATH)
public class ApiApplication extends Application {
  static final String PATH = "/api";

  /** Nothing describes the API but its own documentation: no WADL. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
