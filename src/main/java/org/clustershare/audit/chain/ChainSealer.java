package org.clustershare.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.clustershare.audit.settings.AuditSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains new records, and deletes old ones. Every instance does both; the anchor's lock orders
 * them.
 */
@ApplicationScoped
public class ChainSealer {
  private static final Logger LOG = LoggerFactory.getLogger(ChainSealer.class);
  private static final int BATCH = 500;
  private static final Duration MAX_WAIT = Duration.ofMinutes(1);
  private static final int PRUNED_AT_ONCE = 10_000;

  private final ChainRows rows;
  private final AuditSettings settings;
  private final Clock clock;

  @Inject
  ChainSealer(ChainRows rows, AuditSettings settings, Clock clock) {
    this.rows = rows;
    this.settings = settings;
    this.clock = clock;
  }

  /** Chains all records that wait, and returns their number. */
  public int chain() {
    // Most rounds end here, without the lock.
    if (rows.waiting("", 1).isEmpty()) {
      return 0;
    }
    int chained = 0;
    var after = "";
    while (true) {
      var batch = rows.chain(after, BATCH);
      chained += batch.chained();
      if (!batch.forged().isEmpty()) {
        LOG.error(
            "audit records that Cluster Share did not write: count={} first={}",
            batch.forged().size(),
            batch.forged().getFirst());
      }
      if (batch.lastId().isEmpty()) {
        return chained;
      }
      after = batch.lastId().get();
    }
  }

  /**
   * Checks that records are chained in time: until then, their removal leaves no trace.
   *
   * @throws IllegalStateException if one waits for more than a minute
   */
  public void requireNoneWaits() {
    rows.waiting("", 1).stream()
        .filter(row -> row.happenedAt().isBefore(clock.instant().minus(MAX_WAIT)))
        .findFirst()
        .ifPresent(
            row -> {
              throw new IllegalStateException(
                  "Record %s waits since %s. Another session may hold the lock of audit_chain, or Cluster Share did not write the record."
                      .formatted(row.id(), row.happenedAt()));
            });
  }

  /** Deletes records that are older than {@code audit-retention}, and returns their number. */
  public int prune() {
    var before = clock.instant().minus(settings.retention());
    int deleted = 0;
    for (int last = PRUNED_AT_ONCE; last == PRUNED_AT_ONCE; deleted += last) {
      last = rows.prune(before, PRUNED_AT_ONCE);
    }
    if (deleted > 0) {
      LOG.info("audit records deleted: count={} before={}", deleted, before);
    }
    return deleted;
  }
}
