package org.clustershare.cluster.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Progress of the key rotation; always up, because a rotation does not affect requests. If the
 * database is away, its own check says so. A check that throws would turn the answer of all checks
 * into 500.
 */
@Readiness
@ApplicationScoped
public class KeyRotationHealthCheck implements HealthCheck {
  private final KeyRotation rotation;

  @Inject
  KeyRotationHealthCheck(KeyRotation rotation) {
    this.rotation = rotation;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("encryption-key-rotation")
        .withData("key", rotation.keyId())
        .withData("clusters-left", clustersLeft())
        .up()
        .build();
  }

  private String clustersLeft() {
    try {
      return String.valueOf(rotation.remaining());
    } catch (RuntimeException databaseAway) {
      return "unknown";
    }
  }
}
