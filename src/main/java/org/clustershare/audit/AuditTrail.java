package org.clustershare.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of actions that no database transaction encloses, such as changes in clusters. The first
 * record is committed before the change, the second one after it. If this instance ends in between,
 * the first record shows that the outcome is unknown.
 */
@ApplicationScoped
public class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final AuditRows rows;

  @Inject
  AuditTrail(AuditRows rows) {
    this.rows = rows;
  }

  /** Records an action that changes nothing, such as the opening of a share. */
  public void record(AuditEvent event) {
    rows.record(event);
  }

  /** Records how many actions were left out in the last minute, see {@link RecordBudget}. */
  public void recordLeftOut() {
    rows.recordLeftOut();
  }

  /** Records the intent of a change, and returns it for {@link #complete}. */
  public Intent begin(AuditEvent event) {
    return new Intent(rows.record(event.as(AuditResult.STARTED)), event);
  }

  /**
   * The record of a change that has begun.
   *
   * @param id of the first record
   */
  public record Intent(String id, AuditEvent event) {}

  /**
   * Records the result of a change. If the database is away, the change has happened all the same:
   * the first record stays without a second one, which says so.
   */
  public void complete(Intent intent, AuditEvent result) {
    try {
      rows.record(result.completing(intent.id()));
    } catch (RuntimeException e) {
      LOG.error(
          "result of an action not recorded: action={} record={} reason={}",
          intent.event().action().key(),
          intent.id(),
          e.toString());
    }
  }

  /** Runs a change in a cluster between its two records. */
  public <T> T around(AuditEvent event, Supplier<T> change) {
    return around(event, change, (done, result) -> done);
  }

  /**
   * Runs a change in a cluster between its two records.
   *
   * @param describe adds to the second record what the change returned
   */
  public <T> T around(
      AuditEvent event, Supplier<T> change, BiFunction<AuditEvent, T, AuditEvent> describe) {
    var intent = begin(event);
    T result;
    try {
      result = change.get();
    } catch (RuntimeException e) {
      complete(intent, event.failed(e));
      throw e;
    }
    complete(intent, describe.apply(event, result));
    return result;
  }
}
