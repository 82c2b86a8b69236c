package org.clustershare.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.clustershare.audit.chain.ChainFinding.Kind;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditCodes;
import org.clustershare.audit.key.AuditKey;

/**
 * Check of single records for people who read a part of the trail, in any order. It compares stamp
 * and link. Only {@link ChainVerifier} finds records that are missing.
 */
@ApplicationScoped
public class RecordCheck {
  private final AuditKey key;

  @Inject
  RecordCheck(AuditKey key) {
    this.key = key;
  }

  /** What is wrong with a record; empty if it is as Cluster Share wrote it. */
  public Optional<Kind> finding(AuditRecord row) {
    return finding(key.codes(), row);
  }

  static Optional<Kind> finding(AuditCodes codes, AuditRecord row) {
    boolean genuine = AuditCodes.areEqual(row.stamp(), codes.stamp(row));
    if (row.position().isEmpty()) {
      return genuine ? Optional.empty() : Optional.of(Kind.INSERTED);
    }
    boolean linked =
        AuditCodes.areEqual(
            row.mac(), codes.link(row.previousMac(), row.position().get(), row.stamp()));
    if (genuine) {
      return linked ? Optional.empty() : Optional.of(Kind.MOVED);
    }
    // With a fitting link, its codes are those of the record that stood here.
    return Optional.of(linked ? Kind.CHANGED : Kind.INSERTED);
  }
}
