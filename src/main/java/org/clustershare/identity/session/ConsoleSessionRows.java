package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.entity.ConsoleSessionRecord;
import org.clustershare.identity.entity.PersonRecord;
import org.clustershare.platform.database.ExpiringRows;
import org.clustershare.platform.database.Unaudited;

/** Database access for console sessions, which all instances share. */
@ApplicationScoped
class ConsoleSessionRows implements ExpiringRows {
  private static final String REASON =
      "SessionTrail records the beginning and the end of sessions.";

  @PersistenceContext private EntityManager database;

  /**
   * Limits of the number of sessions.
   *
   * @param perPerson beyond it, the person's oldest session ends
   * @param total beyond it, the person with the most sessions loses the least recently used one
   */
  record Limits(int perPerson, int total) {}

  Optional<ConsoleSessionRecord> find(String id) {
    return Optional.ofNullable(database.find(ConsoleSessionRecord.class, id));
  }

  /**
   * Inserts a session, and deletes those beyond the limits. The person's row is locked, so that
   * concurrent sign-ins of one person are counted one after another, also across instances.
   *
   * @param unusedSince sessions without a use since then have ended
   * @return how many sessions ended for it
   */
  @Transactional
  @Unaudited(REASON)
  int insert(ConsoleSessionRecord added, String personKey, Limits limits, Instant unusedSince) {
    database.find(PersonRecord.class, personKey, LockModeType.PESSIMISTIC_WRITE);
    deleteEnded(added.personId(), added.createdAt(), unusedSince);
    var own = newestFirst(added.personId());
    int surplus = delete(own.subList(Math.min(own.size(), limits.perPerson() - 1), own.size()));
    if (count() >= limits.total()) {
      surplus += delete(leastRecentlyUsedOfThePersonWithMost());
    }
    database.persist(added);
    return surplus;
  }

  /** Stores the time of a use, unless a request has stored one since {@code before}. */
  @Transactional
  @Unaudited(REASON)
  void touch(String id, Instant now, Instant before) {
    database
        .createQuery(
            "update ConsoleSessionRecord s set s.usedAt = :now"
                + " where s.id = :id and s.usedAt < :before")
        .setParameter("now", now)
        .setParameter("id", id)
        .setParameter("before", before)
        .executeUpdate();
  }

  @Transactional
  @Unaudited(REASON)
  void delete(String id) {
    delete(List.of(id));
  }

  /** Deletes all sessions that have ended. */
  @Override
  @Transactional
  @Unaudited(REASON)
  public void deleteExpired(Instant now) {
    database
        .createQuery(
            "delete from ConsoleSessionRecord s where s.endsAt <= :now or s.usedAt <= :unused")
        .setParameter("now", now)
        .setParameter("unused", now.minus(ConsoleSession.MAX_IDLE))
        .executeUpdate();
  }

  private void deleteEnded(String personId, Instant now, Instant unusedSince) {
    database
        .createQuery(
            "delete from ConsoleSessionRecord s where s.personId = :person"
                + " and (s.endsAt <= :now or s.usedAt <= :unused)")
        .setParameter("person", personId)
        .setParameter("now", now)
        .setParameter("unused", unusedSince)
        .executeUpdate();
  }

  private List<String> newestFirst(String personId) {
    return database
        .createQuery(
            "select s.id from ConsoleSessionRecord s where s.personId = :person"
                + " order by s.createdAt desc, s.id",
            String.class)
        .setParameter("person", personId)
        .getResultList();
  }

  private long count() {
    return database
        .createQuery("select count(s) from ConsoleSessionRecord s", Long.class)
        .getSingleResult();
  }

  private List<String> leastRecentlyUsedOfThePersonWithMost() {
    return database
        .createQuery(
            "select s.personId from ConsoleSessionRecord s group by s.personId"
                + " order by count(s) desc",
            String.class)
        .setMaxResults(1)
        .getResultStream()
        .flatMap(
            person ->
                database
                    .createQuery(
                        "select s.id from ConsoleSessionRecord s where s.personId = :person"
                            + " order by s.usedAt, s.id",
                        String.class)
                    .setParameter("person", person)
                    .setMaxResults(1)
                    .getResultStream())
        .toList();
  }

  private int delete(Collection<String> ids) {
    return ids.isEmpty()
        ? 0
        : database
            .createQuery("delete from ConsoleSessionRecord s where s.id in :ids")
            .setParameter("ids", ids)
            .executeUpdate();
  }
}
