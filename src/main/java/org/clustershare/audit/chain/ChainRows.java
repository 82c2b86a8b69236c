package org.clustershare.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditRows;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditCodes;
import org.clustershare.audit.key.AuditKey;
import org.clustershare.platform.database.Unaudited;

/** Database access for the chain. Writers of records never wait for it. */
@ApplicationScoped
class ChainRows {
  private static final String COLUMNS =
      "select last_position, last_mac, pruned_position, pruned_mac, mac from audit_chain"
          + " where id = 1";

  @PersistenceContext private EntityManager database;
  private final AuditKey key;
  private final AuditRows audit;

  @Inject
  ChainRows(AuditKey key, AuditRows audit) {
    this.key = key;
    this.audit = audit;
  }

  /**
   * A batch of records that were chained.
   *
   * @param lastId the last id that was read; empty if there was none
   * @param forged the ids of records that no instance with the trail's key wrote; they stay outside
   */
  record Batch(Optional<String> lastId, int chained, List<String> forged) {}

  /**
   * Chains the next records that wait.
   *
   * @param afterId the last id of the former batch; empty text for the first
   * @throws IllegalStateException if the anchor was changed: another record would hide that
   */
  @Transactional
  @Unaudited("Chaining adds positions to records and changes nothing else.")
  Batch chain(String afterId, int limit) {
    var codes = key.codes();
    var end = lock(codes);
    // A separate statement after the lock: it sees what was committed during the wait.
    var waiting = waiting(afterId, limit);
    var genuine =
        waiting.stream().filter(row -> AuditCodes.areEqual(row.stamp(), codes.stamp(row))).toList();
    long position = end.position();
    var mac = end.mac();
    for (var row : genuine) {
      position++;
      var next = codes.link(mac, position, row.stamp());
      row.chain(position, mac, next);
      mac = next;
    }
    if (!genuine.isEmpty()) {
      database.flush();
      set(ChainEnd.of(codes, position, mac, end.prunedPosition(), end.prunedMac()));
    }
    return new Batch(
        waiting.stream().map(AuditRecord::id).reduce((_, last) -> last),
        genuine.size(),
        waiting.stream().filter(row -> !genuine.contains(row)).map(AuditRecord::id).toList());
  }

  /**
   * Deletes the chain's beginning as far as it is older than a time.
   *
   * @param limit the greatest number of records
   * @return how many were deleted
   */
  @Transactional
  int prune(Instant before, int limit) {
    var codes = key.codes();
    var end = lock(codes);
    long last = Math.min(lastOlder(before, end), end.prunedPosition() + limit);
    var mac = last > end.prunedPosition() ? mac(last) : Optional.<String>empty();
    if (mac.isEmpty()) {
      return 0;
    }
    int deleted =
        database
            .createQuery("delete from AuditRecord r where r.position <= :last")
            .setParameter("last", last)
            .executeUpdate();
    set(ChainEnd.of(codes, end.position(), end.mac(), last, mac.get()));
    audit.append(
        AuditEvent.of(AuditAction.AUDIT_PRUNE)
            .with("records", deleted)
            .with("last", last)
            .with("before", before));
    return deleted;
  }

  private long lastOlder(Instant before, ChainEnd end) {
    return Optional.ofNullable(
            database
                .createQuery(
                    "select min(r.position) from AuditRecord r"
                        + " where r.happenedAt >= :before and r.position is not null",
                    Long.class)
                .setParameter("before", before)
                .getSingleResult())
        .map(first -> first - 1)
        .orElse(end.position());
  }

  /** The code of the record at a position; empty if it is missing. */
  Optional<String> mac(long position) {
    return database
        .createQuery("select r.mac from AuditRecord r where r.position = :position", String.class)
        .setParameter("position", position)
        .getResultStream()
        .findFirst();
  }

  private ChainEnd lock(AuditCodes codes) {
    var end = end(COLUMNS + " for update");
    if (!end.isGenuine(codes)) {
      throw new IllegalStateException(
          "The anchor of the audit trail was changed. No record is chained or deleted until it is"
              + " restored; audit verify says more.");
    }
    return end;
  }

  /** The anchor, whoever wrote it. */
  ChainEnd end() {
    return end(COLUMNS);
  }

  private ChainEnd end(String sql) {
    var row = (Object[]) database.createNativeQuery(sql).getSingleResult();
    return new ChainEnd(
        ((Number) row[0]).longValue(),
        (String) row[1],
        ((Number) row[2]).longValue(),
        (String) row[3],
        (String) row[4]);
  }

  private void set(ChainEnd end) {
    database
        .createNativeQuery(
            "update audit_chain set last_position = ?1, last_mac = ?2, pruned_position = ?3,"
                + " pruned_mac = ?4, mac = ?5 where id = 1")
        .setParameter(1, end.position())
        .setParameter(2, end.mac())
        .setParameter(3, end.prunedPosition())
        .setParameter(4, end.prunedMac())
        .setParameter(5, end.code())
        .executeUpdate();
  }

  /** Chained records behind a position, in their order. */
  List<AuditRecord> after(long position, int limit) {
    return database
        .createQuery(
            "select r from AuditRecord r where r.position > :position order by r.position",
            AuditRecord.class)
        .setParameter("position", position)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Records that are not chained yet, by id. */
  List<AuditRecord> waiting(String afterId, int limit) {
    return database
        .createQuery(
            "select r from AuditRecord r where r.position is null and r.id > :after order by r.id",
            AuditRecord.class)
        .setParameter("after", afterId)
        .setMaxResults(limit)
        .getResultList();
  }
}
