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

/** The database's side of idempotent calls; what every instance of the server sees. */
@ApplicationScoped
class IdempotencyRows {
  @PersistenceContext private EntityManager database;

  /**
   * Takes a key.
   *
   * @throws PersistenceException when somebody has it
   */
  @Transactional
  void claim(IdempotentCall call) {
    database.persist(call);
    database.flush();
  }

  Optional<IdempotentCall> find(String id) {
    return Optional.ofNullable(database.find(IdempotentCall.class, id));
  }

  /** Takes over a call that has been under way for so long that its server must be gone. */
  @Transactional
  boolean takeOver(IdempotentCall found, Instant now) {
    return database
            .createQuery(
                "update IdempotentCall c set c.claimedAt = :now"
                    + " where c.id = :id and c.claimedAt = :before and c.answer is null")
            .setParameter("now", now)
            .setParameter("id", found.id())
            .setParameter("before", found.claimedAt())
            .executeUpdate()
        == 1;
  }

  @Transactional
  void answered(String id, String answer) {
    database
        .createQuery("update IdempotentCall c set c.answer = :answer where c.id = :id")
        .setParameter("answer", answer)
        .setParameter("id", id)
        .executeUpdate();
  }

  @Transactional
  void forget(String id) {
    database
        .createQuery("delete from IdempotentCall c where c.id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  /**
   * Forgets what is old, and of a person's calls that were answered all but the newest.
   *
   * @param kept how many are kept
   * @param room how long the answers that are kept are together, in characters
   */
  @Transactional
  void forgetOld(Instant before, String personId, int kept, long room) {
    database
        .createQuery("delete from IdempotentCall c where c.claimedAt < :before")
        .setParameter("before", before)
        .executeUpdate();
    List<Object[]> answered =
        database
            .createQuery(
                "select c.id, length(c.answer) from IdempotentCall c where c.personId = :person"
                    + " and c.answer is not null order by c.claimedAt desc, c.id",
                Object[].class)
            .setParameter("person", personId)
            .getResultList();
    var surplus = new ArrayList<String>();
    long together = 0;
    for (int i = 0; i < answered.size(); i++) {
      together += ((Number) answered.get(i)[1]).longValue();
      if (i >= kept || together > room) {
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
