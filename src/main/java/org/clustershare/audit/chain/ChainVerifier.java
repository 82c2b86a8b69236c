package org.clustershare.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.audit.key.AuditKey;

/** Verification of the whole trail, in batches, while instances go on writing. */
@ApplicationScoped
public class ChainVerifier {
  private static final int BATCH = 500;

  /** A record waits for two seconds; an outage of all instances can take longer. */
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);

  private final ChainRows rows;
  private final AuditKey key;
  private final Clock clock;

  @Inject
  ChainVerifier(ChainRows rows, AuditKey key, Clock clock) {
    this.rows = rows;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Verifies the trail.
   *
   * @param known an anchor of elsewhere, to compare with
   */
  public ChainReport verify(Optional<KnownAnchor> known) {
    var end = rows.end();
    var check = new ChainCheck(key.codes(), end);
    for (var batch = rows.after(0, BATCH);
        !batch.isEmpty();
        batch = rows.after(batch.getLast().position().orElseThrow(), BATCH)) {
      // Records that were chained since the anchor was read lie behind it.
      batch.stream()
          .filter(row -> row.position().orElseThrow() <= end.position())
          .forEach(check::accept);
    }
    check.finish(rows.end());
    var behind = rows.after(rows.end().position(), BATCH);
    // The anchor after that: an instance may have chained records in between.
    long last = rows.end().position();
    behind.stream().filter(row -> row.position().orElseThrow() > last).forEach(check::behindEnd);
    var longAgo = clock.instant().minus(MAX_WAIT);
    for (var batch = rows.waiting("", BATCH);
        !batch.isEmpty();
        batch = rows.waiting(batch.getLast().id(), BATCH)) {
      batch.forEach(row -> check.waiting(row, longAgo));
    }
    known.ifPresent(anchor -> check.compare(anchor, rows.mac(anchor.position())));
    return check.report();
  }
}
