package org.clustershare.platform.deployment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: down from the moment when the instance is told to end. */
@Readiness
@ApplicationScoped
public class ShutdownReadinessCheck implements HealthCheck {
  private final GracefulShutdown shutdown;

  @Inject
  ShutdownReadinessCheck(GracefulShutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("running").status(!shutdown.isBegun()).build();
  }
}
