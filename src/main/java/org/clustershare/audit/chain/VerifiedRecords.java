package org.clustershare.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditKey;

/**
 * Chained records for copies elsewhere: up to the anchor, each with its stamp and link verified.
 */
@ApplicationScoped
public class VerifiedRecords {
  private final ChainRows rows;
  private final AuditKey key;

  @Inject
  VerifiedRecords(ChainRows rows, AuditKey key) {
    this.rows = rows;
    this.key = key;
  }

  /**
   * Records in the order of their positions.
   *
   * @param records those before the first that does not fit
   * @param fault where the trail is not as Cluster Share wrote it, in English
   */
  public record Batch(List<AuditRecord> records, Optional<String> fault) {
    public Batch {
      records = List.copyOf(records);
    }
  }

  /** The next records behind a position. */
  public Batch after(long position, int limit) {
    var end = rows.end();
    var batch = after(position, limit, end);
    // Retention may have deleted the beginning since the anchor was read.
    return batch.fault().isPresent() && rows.end().prunedPosition() != end.prunedPosition()
        ? after(position, limit, rows.end())
        : batch;
  }

  private Batch after(long position, int limit, ChainEnd end) {
    if (!end.isGenuine(key.codes())) {
      return new Batch(List.of(), Optional.of("the anchor of the audit trail was changed"));
    }
    if (position > end.position()) {
      return new Batch(
          List.of(),
          Optional.of(
              "position %d is behind the trail's end, %d".formatted(position, end.position())));
    }
    if (position == end.position()) {
      return new Batch(List.of(), Optional.empty());
    }
    long start = Math.max(position, end.prunedPosition());
    var mac = start == end.prunedPosition() ? Optional.of(end.prunedMac()) : rows.mac(start);
    var walk = new ChainWalk(key.codes(), start, mac.orElse(""));
    var verified = new ArrayList<AuditRecord>();
    for (var row : rows.between(start, end.position(), limit)) {
      if (!walk.accept(row)) {
        return new Batch(verified, Optional.of(fault(walk)));
      }
      verified.add(row);
    }
    return verified.isEmpty()
        ? new Batch(verified, Optional.of(fault(walk)))
        : new Batch(verified, Optional.empty());
  }

  private static String fault(ChainWalk walk) {
    return "the record at position %d is missing or was changed".formatted(walk.position() + 1);
  }
}
