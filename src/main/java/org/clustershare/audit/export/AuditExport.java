package org.clustershare.audit.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditTrail;

/**
 * Export of records as JSON lines, oldest first. It reads in batches, so memory does not depend on
 * the number of records, and no transaction waits for the reader.
 */
@ApplicationScoped
public class AuditExport {
  /** The media type of JSON lines. */
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private static final int BATCH = 500;

  private final AuditRecordRows rows;
  private final AuditTrail trail;

  @Inject
  AuditExport(AuditRecordRows rows, AuditTrail trail) {
    this.rows = rows;
    this.trail = trail;
  }

  /** Records that an export begins; before its first line. */
  public void begin(AuditFilter filter, String way) {
    var event = AuditEvent.of(AuditAction.AUDIT_EXPORT).with("way", way);
    trail.record(filter.projectId().map(event::in).orElse(event));
  }

  /**
   * Writes the records and returns their number.
   *
   * @param out stays open
   */
  public long write(AuditFilter filter, OutputStream out) throws IOException {
    long count = 0;
    for (var batch = rows.oldest(filter, "", BATCH);
        !batch.isEmpty();
        batch = rows.oldest(filter, batch.getLast().id(), BATCH)) {
      for (var row : batch) {
        out.write((AuditRecordJson.line(row) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      count += batch.size();
    }
    return count;
  }
}
