package org.clustershare.audit.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditTrail;
import org.clustershare.audit.chain.ChainVerifier;
import org.clustershare.audit.chain.RecordCheck;
import org.clustershare.platform.json.JsonFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Export of records as JSON lines, oldest first. It reads in batches, so memory does not depend on
 * the number of records, and no transaction waits for the reader. It checks each record, and after
 * an export of all records the whole chain.
 */
@ApplicationScoped
public class AuditExport {
  /** The media type of JSON lines. */
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private static final Logger LOG = LoggerFactory.getLogger(AuditExport.class);
  private static final int BATCH = 500;

  private final AuditRecordRows rows;
  private final AuditTrail trail;
  private final RecordCheck check;
  private final ChainVerifier verifier;

  @Inject
  AuditExport(AuditRecordRows rows, AuditTrail trail, RecordCheck check, ChainVerifier verifier) {
    this.rows = rows;
    this.trail = trail;
    this.check = check;
    this.verifier = verifier;
  }

  /** Records that an export begins; before its first line. */
  public void begin(AuditFilter filter, String way) {
    var event = AuditEvent.of(AuditAction.AUDIT_EXPORT).with("way", way);
    trail.record(filter.projectId().map(event::in).orElse(event));
  }

  /**
   * Writes the records. If the trail is not as Cluster Share wrote it, a last line says so in the
   * member {@code error}.
   *
   * @param out stays open
   * @return the sentence of the last line; empty if all is well
   */
  public Optional<String> write(AuditFilter filter, OutputStream out) throws IOException {
    var findings = writeRecords(filter, out);
    if (filter.equals(AuditFilter.ALL)) {
      // Only the whole chain shows which records are missing.
      verifier.verify(Optional.empty()).findings().stream()
          .map(finding -> "%s: %s".formatted(finding.kind(), finding.sentence()))
          .forEach(findings::add);
    }
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    var sentence =
        "The audit trail is not as Cluster Share wrote it (%s). Run audit verify, and compare with a backup or with the webhook's copy."
            .formatted(findings.getFirst());
    LOG.error("audit export with a fault: reason={}", findings.getFirst());
    write(out, JsonFactory.object().add("error", sentence).build().toString());
    out.flush();
    return Optional.of(sentence);
  }

  /** Returns a text about the first record that is not as it was written; no text for none. */
  private List<String> writeRecords(AuditFilter filter, OutputStream out) throws IOException {
    var findings = new ArrayList<String>();
    for (var batch = rows.oldest(filter, "", BATCH);
        !batch.isEmpty();
        batch = rows.oldest(filter, batch.getLast().id(), BATCH)) {
      for (var row : batch) {
        var finding = check.finding(row);
        write(out, AuditRecordJson.line(row, finding));
        finding
            .filter(_ -> findings.isEmpty())
            .ifPresent(kind -> findings.add("%s: record %s".formatted(kind, row.id())));
      }
      out.flush();
    }
    return findings;
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
