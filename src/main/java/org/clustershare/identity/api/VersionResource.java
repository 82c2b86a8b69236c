package org.clustershare.identity.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.config.ProductVersion;

/**
 * {@code GET /api/v1/version}: the version of Cluster Share, for people who have signed in. As in
 * KKP, anonymous callers do not learn it.
 */
@Path("/v1/version")
@Produces(MediaType.APPLICATION_JSON)
public class VersionResource {
  private final CurrentPerson current;

  @Inject
  public VersionResource(CurrentPerson current) {
    this.current = current;
  }

  @GET
  public VersionJson version() {
    current.require();
    return new VersionJson(ProductVersion.VALUE);
  }
}
