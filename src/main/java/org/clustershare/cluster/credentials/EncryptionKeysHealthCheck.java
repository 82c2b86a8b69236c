package org.clustershare.cluster.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness at {@code /health/ready}: whether this instance seals and opens with the encryption
 * keys. Without them it reaches no cluster. A single cluster whose key is missing does not count.
 */
@Readiness
@ApplicationScoped
public class EncryptionKeysHealthCheck implements HealthCheck {
  private static final String PROBE = "probe";

  private final SealedCredentials sealed;

  @Inject
  EncryptionKeysHealthCheck(SealedCredentials sealed) {
    this.sealed = sealed;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("encryption-keys")
        .withData("key", sealed.keyId())
        .status(isUsable())
        .build();
  }

  private boolean isUsable() {
    try {
      return PROBE.equals(sealed.open(PROBE, PROBE, sealed.seal(PROBE, PROBE, PROBE)));
    } catch (RuntimeException e) {
      // Anything that goes wrong here goes wrong for every cluster.
      return false;
    }
  }
}
