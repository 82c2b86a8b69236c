package org.clustershare.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.key.AuditKey;
import org.clustershare.cluster.credentials.UnsealingException;
import org.clustershare.cluster.rotation.EarlySealsException;
import org.clustershare.cluster.rotation.KeyRotation;

/**
 * Startup check of the encryption keys: the key of each sealed secret must be there. It changes
 * nothing before all keys are.
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

  /** One sentence for each problem; without one, the audit trail has its key. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    clusterProblem(rotation::requireKeys).ifPresent(problems::add);
    auditProblem(auditKey::requireKey).ifPresent(problems::add);
    if (problems.isEmpty()) {
      auditProblem(auditKey::load).ifPresent(problems::add);
      clusterProblem(rotation::resealEarly).ifPresent(problems::add);
    }
    return problems;
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

  private static Optional<String> auditProblem(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
