package org.clustershare.audit.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a verification.
 *
 * @param records the number of chained records
 * @param waiting the number of records that are not chained yet
 * @param end the anchor
 * @param findings what is wrong; at most {@link #MAX_FINDINGS}
 * @param more the number of further findings
 */
public record ChainReport(
    long records, long waiting, ChainEnd end, List<ChainFinding> findings, long more) {
  static final int MAX_FINDINGS = 100;

  public ChainReport {
    findings = List.copyOf(findings);
  }

  /** Whether the trail is as Cluster Share wrote it. */
  public boolean good() {
    return findings.isEmpty();
  }

  /** The report for people, in English; one line for each finding. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "records: %d (positions %d to %d)"
            .formatted(records, end.prunedPosition() + 1, end.position()));
    lines.add("not chained yet: " + waiting);
    if (end.prunedPosition() > 0) {
      lines.add("deleted by audit-retention: positions 1 to " + end.prunedPosition());
    }
    lines.add("anchor: %d:%s".formatted(end.position(), end.mac()));
    findings.forEach(finding -> lines.add("%s: %s".formatted(finding.kind(), finding.sentence())));
    if (more > 0) {
      lines.add("Further findings: " + more);
    }
    lines.add(
        good()
            ? "The audit trail is complete and unchanged."
            : "The audit trail is not as Cluster Share wrote it. Compare it with a backup or with the webhook's copy.");
    return List.copyOf(lines);
  }
}
