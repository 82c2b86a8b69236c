package org.clustershare.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.chain.ChainFinding.Kind;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verification finds after each way to tamper with a trail of ten records. */
class ChainCheckTest {
  private static final AuditCodes CODES = new AuditCodes(new byte[32]);
  private static final AuditCodes OTHER_KEY =
      new AuditCodes("x".repeat(32).getBytes(StandardCharsets.UTF_8));
  private static final Instant TIME = Instant.parse("2026-11-28T06:00:00.123456Z");
  private static final int LENGTH = 10;

  private final List<AuditRecord> trail = new ArrayList<>(chain(CODES, LENGTH));
  private ChainEnd end = ChainEnd.of(CODES, LENGTH, trail.getLast().mac(), 0, "");

  private static List<AuditRecord> chain(AuditCodes codes, int length) {
    var chain = new ArrayList<AuditRecord>();
    var mac = "";
    for (int position = 1; position <= length; position++) {
      var row = row("id-%02d".formatted(position), "name " + position);
      row.stamp(codes.stamp(row));
      var next = codes.link(mac, position, row.stamp());
      row.chain(position, mac, next);
      mac = next;
      chain.add(row);
    }
    return chain;
  }

  private static AuditRecord row(String id, String name) {
    return new AuditRecord(
        id,
        TIME,
        new AuditRecord.Content("share.create", "DONE", "", "", "{}"),
        new AuditRecord.Actor("PERSON", "Alice@example.com", "alice@example.com"),
        new AuditRecord.Target("p", "c", "o", name),
        new AuditRecord.Origin("127.0.0.1", "", "curl", "r"));
  }

  /** A row with the codes of another, at a position. */
  private static AuditRecord copy(AuditRecord row, String name, long position) {
    var copy = row(row.id(), name);
    copy.stamp(row.stamp());
    copy.chain(position, row.previousMac(), row.mac());
    return copy;
  }

  private ChainReport verify() {
    var check = new ChainCheck(CODES, end);
    trail.forEach(check::accept);
    check.finish(end);
    return check.report();
  }

  private List<Kind> kinds() {
    return verify().findings().stream().map(ChainFinding::kind).toList();
  }

  private String sentence() {
    return verify().findings().getFirst().sentence();
  }

  @Test
  void anUnchangedTrailIsGood() {
    assertThat(verify().good()).isTrue();
    assertThat(verify().lines())
        .contains("records: 10 (positions 1 to 10)")
        .last()
        .isEqualTo("The audit trail is complete and unchanged.");
  }

  @Test
  void aChangedRecordIsFoundWithItsPlace() {
    trail.set(4, copy(trail.get(4), "another name", 5));

    assertThat(kinds()).containsExactly(Kind.CHANGED);
    assertThat(sentence()).contains("id-05", "position 5", "share.create");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9})
  void aRemovedRecordIsFound(int position) {
    trail.remove(position - 1);

    assertThat(kinds()).containsExactly(Kind.REMOVED);
    assertThat(sentence()).isEqualTo("positions %1$d to %1$d".formatted(position));
  }

  @Test
  void aRemovedRecordIsFoundAlsoIfTheOthersMoveUp() {
    trail.remove(4);
    for (int i = 4; i < trail.size(); i++) {
      trail.set(i, copy(trail.get(i), "name " + (i + 2), i + 1));
    }
    assertThat(kinds()).contains(Kind.MOVED, Kind.TRUNCATED);
    assertThat(sentence()).contains("id-06");
  }

  @Test
  void twoRecordsThatChangePlacesAreFound() {
    var fifth = trail.get(4);
    trail.set(4, copy(trail.get(5), "name 6", 5));
    trail.set(5, copy(fifth, "name 5", 6));

    assertThat(kinds()).contains(Kind.MOVED).doesNotContain(Kind.CHANGED, Kind.REMOVED);
    assertThat(sentence()).contains("position 5");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9})
  void aMissingEndIsFound(int removed) {
    trail.subList(LENGTH - removed, LENGTH).clear();

    assertThat(kinds()).containsExactly(Kind.TRUNCATED);
    assertThat(sentence()).isEqualTo("positions %d to 10".formatted(LENGTH - removed + 1));
  }

  @Test
  void anEmptyTableIsAMissingEnd() {
    trail.clear();

    assertThat(kinds()).containsExactly(Kind.TRUNCATED);
  }

  @Test
  void aChainWithAnotherKeyIsForged() {
    var forged = chain(OTHER_KEY, LENGTH);
    trail.clear();
    trail.addAll(forged);
    end = ChainEnd.of(OTHER_KEY, LENGTH, forged.getLast().mac(), 0, "");

    assertThat(kinds()).contains(Kind.ANCHOR, Kind.INSERTED);
  }

  @Test
  void anInsertedRecordIsFound() {
    var inserted = row("id-xx", "forged");
    inserted.stamp(OTHER_KEY.stamp(inserted));
    inserted.chain(11, trail.getLast().mac(), OTHER_KEY.link("", 11, inserted.stamp()));
    var check = new ChainCheck(CODES, end);
    trail.forEach(check::accept);
    check.finish(end);
    check.behindEnd(inserted);

    assertThat(check.report().findings())
        .extracting(ChainFinding::kind)
        .containsExactly(Kind.INSERTED);
  }

  @Test
  void anAnchorThatNamesAnEarlierEndIsNotGenuine() {
    end = new ChainEnd(5, trail.get(4).mac(), 0, "", end.code());
    trail.subList(5, LENGTH).clear();

    assertThat(kinds()).containsExactly(Kind.ANCHOR);
  }

  @Test
  void anEarlierStateOfTheDatabaseIsFoundByAnAnchorOfElsewhere() {
    var known = new KnownAnchor(LENGTH, trail.getLast().mac());
    trail.subList(5, LENGTH).clear();
    end = ChainEnd.of(CODES, 5, trail.getLast().mac(), 0, "");
    assertThat(verify().good()).as("without the anchor of elsewhere").isTrue();

    var check = new ChainCheck(CODES, end);
    trail.forEach(check::accept);
    check.finish(end);
    check.compare(known, Optional.empty());

    assertThat(check.report().findings())
        .extracting(ChainFinding::kind)
        .containsExactly(Kind.OTHER_TRAIL);
  }

  @Test
  void theRestOfAPrunedTrailIsGoodAndAForgedPruningIsNot() {
    var pruned = trail.get(3).mac();
    trail.subList(0, 4).clear();
    var before = end;
    end = ChainEnd.of(CODES, LENGTH, trail.getLast().mac(), 4, pruned);
    assertThat(verify().good()).isTrue();

    end = new ChainEnd(LENGTH, trail.getLast().mac(), 4, pruned, before.code());
    assertThat(kinds()).containsExactly(Kind.ANCHOR);
    end = before;
    assertThat(kinds()).containsExactly(Kind.REMOVED);
  }

  @Test
  void aWaitingRecordIsJudgedByItsStampAndItsAge() {
    var genuine = row("id-11", "waits");
    genuine.stamp(CODES.stamp(genuine));
    var forged = row("id-12", "forged");
    forged.stamp(OTHER_KEY.stamp(forged));
    var check = new ChainCheck(CODES, end);
    trail.forEach(check::accept);
    check.finish(end);
    check.waiting(genuine, TIME.minus(Duration.ofSeconds(1)));
    assertThat(check.report().good()).isTrue();
    check.waiting(genuine, TIME.plus(Duration.ofSeconds(1)));
    check.waiting(forged, TIME.minus(Duration.ofSeconds(1)));

    assertThat(check.report().findings())
        .extracting(ChainFinding::kind)
        .containsExactly(Kind.WAITING, Kind.INSERTED);
  }

  @Test
  void textsThatMeetOtherwiseHaveOtherCodes() {
    var one = row("ab", "c");
    var other = row("a", "bc");

    assertThat(CODES.stamp(one)).isNotEqualTo(CODES.stamp(other)).hasSize(64);
  }
}
