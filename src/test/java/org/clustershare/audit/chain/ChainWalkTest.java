package org.clustershare.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditCodes;
import org.junit.jupiter.api.Test;

/** A walk accepts a record only with its stamp, its link and its place. */
class ChainWalkTest {
  private static final AuditCodes CODES = new AuditCodes(new byte[32]);
  private static final Instant TIME = Instant.parse("2026-11-28T06:00:00Z");

  private final ChainWalk walk = new ChainWalk(CODES, 7, "mac of 7");

  private static AuditRecord row(Instant time) {
    return new AuditRecord(
        "id",
        time,
        new AuditRecord.Content("share.create", "DONE", "", "", "{}"),
        new AuditRecord.Actor("PERSON", "a@example.com", "a@example.com"),
        new AuditRecord.Target("p", "c", "o", "name"),
        new AuditRecord.Origin("127.0.0.1", "", "curl", "r"));
  }

  private static AuditRecord chained(Instant shown, long position, String previous) {
    var stamp = CODES.stamp(row(TIME));
    var row = row(shown);
    row.stamp(stamp);
    row.chain(position, previous, CODES.link(previous, position, stamp));
    return row;
  }

  @Test
  void theNextGenuineRecordIsAccepted() {
    var row = chained(TIME, 8, "mac of 7");

    assertThat(walk.accept(row)).isTrue();
    assertThat(walk.position()).isEqualTo(8);
    assertThat(walk.mac()).isEqualTo(row.mac());
  }

  @Test
  void aFalseTimeIsNotAccepted() {
    assertThat(walk.accept(chained(TIME.minus(Duration.ofDays(800)), 8, "mac of 7"))).isFalse();
    assertThat(walk.position()).isEqualTo(7);
  }

  @Test
  void aGapAndAnotherPredecessorAreNotAccepted() {
    assertThat(walk.accept(chained(TIME, 9, "mac of 7"))).isFalse();
    assertThat(walk.accept(chained(TIME, 8, "another mac"))).isFalse();
  }

  @Test
  void anInventedLinkIsNotAccepted() {
    var row = row(TIME);
    row.stamp(CODES.stamp(row));
    row.chain(8, "mac of 7", "f".repeat(64));

    assertThat(walk.accept(row)).isFalse();
  }
}
