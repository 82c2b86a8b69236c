package org.clustershare.fleet.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.fleet.ClusterTaskScheduler;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health check that reports the reconciler's lag as data. It is always UP: an instance that is
 * behind still answers people, and a restart would lengthen the lag.
 */
@Readiness
@ApplicationScoped
public class ReconcileHealthCheck implements HealthCheck {
  private final ClusterTaskScheduler scheduler;

  @Inject
  ReconcileHealthCheck(ClusterTaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public HealthCheckResponse call() {
    var status = scheduler.status();
    return HealthCheckResponse.named("reconcile")
        .withData("clusters", status.owned())
        .withData("failing", status.failing())
        .withData("lag-seconds", status.lag().toSeconds())
        .up()
        .build();
  }
}
