package org.clustershare.platform.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of idempotent calls in the database, which all instances share. */
@ApplicationScoped
class IdempotencyRows {
  @PersistenceContext private EntityManager database;

  /**
   * Inserts the row of a call, which takes its key.
   *
   * @throws PersistenceException if another call has the key
   */
  @Transactional
  void insert(IdempotentCall call) {
    database.persist(call);
    database.flush();
  }

  Optional<IdempotentCall> find(String id) {
    return Optional.ofNullable(database.find(IdempotentCall.class, id));
  }

  /**
   * Takes over a call that has run for so long that its instance must be gone; returns whether it
   * succeeded.
   */
  @Transactional
  boolean takeOver(IdempotentCall found, Instant now) {
    return database
            .createQuery(
                "update IdempotentCall c set c.startedAt = :now"
                    + " where c.id = :id and c.startedAt = :before and c.answer is null")
            .setParameter("now", now)
            .setParameter("id", found.id())
            .setParameter("before", found.startedAt())
            .executeUpdate()
        == 1;
  }

  @Transactional
  void storeAnswer(String id, String answer) {
    database
        .createQuery("update IdempotentCall c set c.answer = :answer where c.id = :id")
        .setParameter("answer", answer)
        .setParameter("id", id)
        .executeUpdate();
  }

  @Transactional
  void delete(String id) {
    database
        .createQuery("delete from IdempotentCall c where c.id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  /**
   * Deletes old calls, and all but the newest answered calls of a person.
   *
   * @param maxAnswers limit of the person's answered calls
   * @param maxLength limit of these answers' length together, in characters
   */
  @Transactional
  void deleteOld(Instant before, String personId, int maxAnswers, long maxLength) {
    database
        .createQuery("delete from IdempotentCall c where c.startedAt < :before")
        .setParameter("before", before)
        .executeUpdate();
    List<Object[]> answered =
        database
            .createQuery(
                "select c.id, length(c.answer) from IdempotentCall c where c.personId = :person"
                    + " and c.answer is not null order by c.startedAt desc, c.id",
                Object[].class)
            .setParameter("person", personId)
            .getResultList();
    var surplus = new ArrayList<String>();
    long totalLength = 0;
    for (int i = 0; i < answered.size(); i++) {
      totalLength += ((Number) answered.get(i)[1]).longValue();
      if (i >= maxAnswers || totalLength > maxLength) {
        surplus.add((String) answered.get(i)[0]);
      }
    }
    if (!surplus.isEmpty()) {
      database
          .createQuery("delete from IdempotentCall c where c.id in :ids")
          .setParameter("ids", surplus)
          .executeUpdate();
    }
  }
}
