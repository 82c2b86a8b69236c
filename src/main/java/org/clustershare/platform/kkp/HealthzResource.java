package org.clustershare.platform.kkp;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.platform.json.EmptyJson;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * {@code GET /api/v1/healthz}: the address of the readiness probe in KKP's chart. It answers as
 * {@code /health/ready} does: 200, or 503 while a readiness check fails. It tells nothing more.
 */
@Path("/v1/healthz")
@Produces(MediaType.APPLICATION_JSON)
public class HealthzResource {
  private final Instance<HealthCheck> checks;

  @Inject
  public HealthzResource(@Readiness Instance<HealthCheck> checks) {
    this.checks = checks;
  }

  @GET
  public EmptyJson ready() {
    boolean ready =
        checks.stream()
            .map(HealthCheck::call)
            .allMatch(answer -> answer.getStatus() == HealthCheckResponse.Status.UP);
    if (!ready) {
      throw new ProblemException(PlatformProblem.UNAVAILABLE);
    }
    return new EmptyJson();
  }
}
