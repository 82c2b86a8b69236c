package org.clustershare.audit.forward;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.clustershare.platform.database.Unaudited;

/** Database access for the cursors of targets. */
@ApplicationScoped
class TargetRows {
  private static final String REASON = "A cursor says how far a copy of the trail is.";

  @PersistenceContext private EntityManager database;

  /** Adds a target, whose copy begins with the next record; does nothing for a known one. */
  @Transactional
  @Unaudited(REASON)
  void add(String target, Instant now) {
    // One row that always exists: two instances that start at once do not both insert.
    database
        .createNativeQuery("select id from audit_chain where id = 1 for update")
        .getSingleResult();
    database
        .createNativeQuery(
            "insert into audit_target (name, position, leased_until)"
                + " select ?1, c.last_position, cast(?2 as timestamp with time zone)"
                + " from audit_chain c where c.id = 1"
                + " and not exists (select t.name from audit_target t where t.name = ?1)")
        .setParameter(1, target)
        .setParameter(2, now.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }

  /**
   * Takes the lease of a target and returns the last position that it has accepted; empty while
   * another instance delivers.
   */
  @Transactional
  @Unaudited(REASON)
  Optional<Long> lease(String target, Instant now, Instant until) {
    int leased =
        database
            .createNativeQuery(
                "update audit_target set leased_until = ?1 where name = ?2 and leased_until <= ?3")
            .setParameter(1, until.atOffset(ZoneOffset.UTC))
            .setParameter(2, target)
            .setParameter(3, now.atOffset(ZoneOffset.UTC))
            .executeUpdate();
    return leased == 0
        ? Optional.empty()
        : Optional.of(
            ((Number)
                    database
                        .createNativeQuery("select position from audit_target where name = ?1")
                        .setParameter(1, target)
                        .getSingleResult())
                .longValue());
  }

  /**
   * Stores what a target has accepted, and when the next delivery may begin. A delivery that took
   * longer than its lease never moves the cursor back.
   */
  @Transactional
  @Unaudited(REASON)
  void release(String target, long position, Instant nextDelivery) {
    database
        .createNativeQuery(
            "update audit_target set position = greatest(position, ?1), leased_until = ?2"
                + " where name = ?3")
        .setParameter(1, position)
        .setParameter(2, nextDelivery.atOffset(ZoneOffset.UTC))
        .setParameter(3, target)
        .executeUpdate();
  }
}
