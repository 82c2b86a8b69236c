package org.clustershare.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.clustershare.audit.key.AuditKey;
import org.clustershare.cluster.credentials.UnsealingException;
import org.clustershare.cluster.rotation.EarlySealsException;
import org.clustershare.cluster.rotation.KeyRotation;

/**
 * Startup check of the encryption keys after the migration: the key of each sealed secret must be
 * there. It changes nothing before all keys are.
 */
@ApplicationScoped
class EncryptionKeyCheck {
  private final KeyRotation rotation;
  private final AuditKey auditKey;

  @Inject
  EncryptionKeyCheck(KeyRotation rotation, AuditKey auditKey) {
    this.rotation = rotation;
    this.auditKey = auditKey;
  }

  /**
   * Loads the audit trail's key and reseals what the first version sealed, if all keys are there.
   *
   * @return the first problem as a sentence; empty if there is none
   */
  Optional<String> problem() {
    return clusterProblem(rotation::requireKeys)
        .or(this::auditProblem)
        .or(() -> clusterProblem(rotation::resealEarly));
  }

  private static Optional<String> clusterProblem(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (EarlySealsException e) {
      return Optional.of(
          e.getMessage()
              + " If only the first version has used this database, start once with"
              + " accept-early-seals=true: Cluster Share then seals them for the present address of"
              + " each cluster. Otherwise someone changed the database.");
    } catch (UnsealingException e) {
      return Optional.of(e.getMessage() + UnsealingException.NEXT_STEP);
    }
  }

  private Optional<String> auditProblem() {
    try {
      auditKey.load();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
