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

  /** A session that holds the lock for longer keeps records out of the chain. */
  private static final int MAX_LOCK_WAIT_MILLIS = 10_000;

  private static final int VERIFIED_AT_ONCE = 500;

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
    detachForged(end, codes);
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
   * Records with invented positions behind the end would block these positions for genuine ones.
   */
  private void detachForged(ChainEnd end, AuditCodes codes) {
    for (var row : after(end.position(), VERIFIED_AT_ONCE)) {
      long at = row.position().orElseThrow();
      if (AuditCodes.areEqual(row.stamp(), codes.stamp(row))
          && AuditCodes.areEqual(row.mac(), codes.link(row.previousMac(), at, row.stamp()))) {
        throw new IllegalStateException(
            "The audit trail goes on behind its anchor: an older anchor was restored. No record is chained; audit verify says more.");
      }
      row.detach();
    }
    database.flush();
  }

  /**
   * Deletes the chain's beginning as far as it is older than a time. It trusts the time of a record
   * only after it has verified stamp and link: a false time would make retention hide a removal.
   *
   * @param limit the greatest number of records
   * @return how many were deleted
   * @throws IllegalStateException if one of them is missing or was changed; nothing is deleted
   */
  @Transactional
  int prune(Instant before, int limit) {
    var codes = key.codes();
    var end = lock(codes);
    var walk = new ChainWalk(codes, end.prunedPosition(), end.prunedMac());
    long until = Math.min(end.position(), end.prunedPosition() + limit);
    while (walk.position() < until && acceptOld(walk, before, until)) {
      database.clear();
    }
    if (walk.position() == end.prunedPosition()) {
      return 0;
    }
    int deleted =
        database
            .createQuery(
                "delete from AuditRecord r where r.position > :pruned and r.position <= :last")
            .setParameter("pruned", end.prunedPosition())
            .setParameter("last", walk.position())
            .executeUpdate();
    set(ChainEnd.of(codes, end.position(), end.mac(), walk.position(), walk.mac()));
    audit.append(
        AuditEvent.of(AuditAction.AUDIT_PRUNE)
            .with("records", deleted)
            .with("last", walk.position())
            .with("before", before));
    return deleted;
  }

  /** Walks over a batch of records, and says whether all of them are old. */
  private boolean acceptOld(ChainWalk walk, Instant before, long until) {
    var batch = between(walk.position(), until, VERIFIED_AT_ONCE);
    if (batch.isEmpty()) {
      throw damaged(walk);
    }
    for (var row : batch) {
      long former = walk.position();
      var mac = walk.mac();
      if (!walk.accept(row)) {
        throw damaged(walk);
      }
      if (!row.happenedAt().isBefore(before)) {
        walk.returnTo(former, mac);
        return false;
      }
    }
    return true;
  }

  private static IllegalStateException damaged(ChainWalk walk) {
    return new IllegalStateException(
        "The record at position %d of the audit trail is missing or was changed. No record is deleted; audit verify says more."
            .formatted(walk.position() + 1));
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
    var row =
        (Object[])
            database
                .createNativeQuery(sql)
                .setHint("jakarta.persistence.query.timeout", MAX_LOCK_WAIT_MILLIS)
                .getSingleResult();
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

  /** Chained records behind a position and not behind another, in their order. */
  List<AuditRecord> between(long position, long last, int limit) {
    return database
        .createQuery(
            "select r from AuditRecord r where r.position > :position and r.position <= :last"
                + " order by r.position",
            AuditRecord.class)
        .setParameter("position", position)
        .setParameter("last", last)
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
