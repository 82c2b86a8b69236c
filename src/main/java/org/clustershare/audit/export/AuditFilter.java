package org.clustershare.audit.export;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.audit.AuditAction;

/**
 * Selection of records. Empty parts select everything.
 *
 * @param projectId the project
 * @param person the email of the actor or of the person whom the action concerns, in any case
 * @param action the action
 * @param clusterId the cluster
 * @param from the earliest time
 * @param to the time before which the actions happened
 */
public record AuditFilter(
    Optional<String> projectId,
    Optional<String> person,
    Optional<AuditAction> action,
    Optional<String> clusterId,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** All records. */
  public static final AuditFilter ALL = ofProject(Optional.empty());

  /** All records of a project. */
  public static AuditFilter ofProject(Optional<String> projectId) {
    return new AuditFilter(
        projectId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
