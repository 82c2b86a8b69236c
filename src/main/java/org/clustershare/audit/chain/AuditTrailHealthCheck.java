package org.clustershare.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Condition of the audit trail at {@code /health/ready}; always up, so that a person who damages
 * the trail cannot stop the service. The data say which work stands still.
 */
@Readiness
@ApplicationScoped
public class AuditTrailHealthCheck implements HealthCheck {
  private final TrailCondition condition;

  @Inject
  AuditTrailHealthCheck(TrailCondition condition) {
    this.condition = condition;
  }

  @Override
  public HealthCheckResponse call() {
    var faults = condition.faults();
    return HealthCheckResponse.named("audit-trail")
        .withData("state", faults.isEmpty() ? "good" : "run audit verify")
        .withData("stopped", String.join(", ", faults.keySet().stream().sorted().toList()))
        .up()
        .build();
  }
}
