package org.clustershare.audit.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.chain.ChainFinding.Kind;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditCodes;

/** State of a verification, which takes chained records in the order of their positions. */
final class ChainCheck {
  private final AuditCodes codes;
  private final ChainEnd end;
  private final List<ChainFinding> findings = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  private long position;
  private String mac;
  private long records;
  private long waiting;
  private long more;

  /** Positions without a record, both inclusive. */
  private record Gap(long first, long last) {}

  ChainCheck(AuditCodes codes, ChainEnd end) {
    this.codes = codes;
    this.end = end;
    this.position = end.prunedPosition();
    this.mac = end.prunedMac();
    if (!end.isGenuine(codes)) {
      find(
          Kind.ANCHOR,
          "the row of audit_chain was changed; it says that the trail ends at position %d"
              .formatted(end.position()));
    }
  }

  private void find(Kind kind, String sentence) {
    if (findings.size() < ChainReport.MAX_FINDINGS) {
      findings.add(new ChainFinding(kind, sentence));
    } else {
      more++;
    }
  }

  /** Takes the next record. */
  void accept(AuditRecord row) {
    long at = row.position().orElseThrow();
    records++;
    if (at <= end.prunedPosition()) {
      find(
          Kind.INSERTED,
          "record %s at position %d, where retention has deleted all records"
              .formatted(row.id(), at));
      return;
    }
    if (at > position + 1) {
      gaps.add(new Gap(position + 1, at - 1));
    } else if (!AuditCodes.areEqual(row.previousMac(), mac) && isGenuine(row)) {
      find(Kind.MOVED, "record %s at position %d follows another record".formatted(row.id(), at));
    }
    check(row, at);
    position = at;
    mac = row.mac();
  }

  private boolean isGenuine(AuditRecord row) {
    return AuditCodes.areEqual(row.stamp(), codes.stamp(row));
  }

  private void check(AuditRecord row, long at) {
    RecordCheck.finding(codes, row).ifPresent(kind -> find(kind, sentence(kind, row, at)));
  }

  private static String sentence(Kind kind, AuditRecord row, long at) {
    return switch (kind) {
      case MOVED -> "record %s did not have position %d".formatted(row.id(), at);
      case CHANGED ->
          "record %s at position %d of %s, action %s"
              .formatted(row.id(), at, row.happenedAt(), row.content().action());
      default -> "record %s at position %d has no valid code".formatted(row.id(), at);
    };
  }

  /**
   * Judges gaps and the end.
   *
   * @param latest the anchor now: retention may have deleted records meanwhile
   */
  void finish(ChainEnd latest) {
    for (var gap : gaps) {
      if (gap.last() > latest.prunedPosition()) {
        find(Kind.REMOVED, "positions %d to %d".formatted(gap.first(), gap.last()));
      }
    }
    if (position < end.position()) {
      find(Kind.TRUNCATED, "positions %d to %d".formatted(position + 1, end.position()));
    } else if (position == end.position() && !AuditCodes.areEqual(mac, end.mac())) {
      find(Kind.ANCHOR, "the last record, at position %d, is not the anchor's".formatted(position));
    }
  }

  /** Takes a record behind the anchor, which no instance chained. */
  void behindEnd(AuditRecord row) {
    records++;
    find(
        Kind.INSERTED,
        "record %s at position %d, behind the end of the trail"
            .formatted(row.id(), row.position().orElseThrow()));
  }

  /** Takes a record that is not chained yet. */
  void waiting(AuditRecord row, Instant longAgo) {
    waiting++;
    if (!isGenuine(row)) {
      find(Kind.INSERTED, "record %s, which Cluster Share did not write".formatted(row.id()));
    } else if (row.happenedAt().isBefore(longAgo)) {
      find(
          Kind.WAITING,
          "record %s of %s is not chained; no instance has run since, or its position was removed"
              .formatted(row.id(), row.happenedAt()));
    }
  }

  /** Compares the trail with an anchor of elsewhere. */
  void compare(KnownAnchor known, Optional<String> here) {
    if (known.position() <= end.prunedPosition()) {
      find(
          Kind.OTHER_TRAIL,
          "position %d of the given anchor is deleted by audit-retention; give a later one"
              .formatted(known.position()));
    } else if (!here.equals(Optional.of(known.mac()))) {
      find(
          Kind.OTHER_TRAIL,
          "the given anchor's position %d %s: an older state was restored, or it is another trail"
              .formatted(
                  known.position(),
                  here.isPresent() ? "has another code here" : "is missing here"));
    }
  }

  ChainReport report() {
    return new ChainReport(records, waiting, end, findings, more);
  }
}
