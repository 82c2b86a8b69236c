package org.clustershare.oidc.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import org.clustershare.platform.database.ExpiringRows;
import org.clustershare.platform.database.Unaudited;

/** Database access for used states; each method is a transaction of its own. */
@ApplicationScoped
class UsedStateRows implements ExpiringRows {
  private static final String REASON = "The sign-in that used the state has its own record.";

  @PersistenceContext private EntityManager database;

  boolean exists(String hash) {
    return !database
        .createNativeQuery("select 1 from used_state where state_hash = ?1")
        .setParameter(1, hash)
        .getResultList()
        .isEmpty();
  }

  /**
   * Inserts a state in one statement; returns whether it was not there.
   *
   * @throws PersistenceException if another transaction inserts the same state at the same time
   */
  @Transactional
  @Unaudited(REASON)
  boolean insert(String hash, Instant expiresAt) {
    // The condition keeps the usual repetition out of the log; the primary key decides a race.
    return database
            .createNativeQuery(
                "insert into used_state (state_hash, expires_at)"
                    + " select cast(?1 as char(64)), cast(?2 as timestamp with time zone)"
                    + " where not exists (select 1 from used_state where state_hash = ?3)")
            .setParameter(1, hash)
            .setParameter(2, expiresAt.atOffset(ZoneOffset.UTC))
            .setParameter(3, hash)
            .executeUpdate()
        == 1;
  }

  @Override
  @Transactional
  @Unaudited(REASON)
  public void deleteExpired(Instant now) {
    database
        .createNativeQuery("delete from used_state where expires_at < ?1")
        .setParameter(1, now.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }
}
