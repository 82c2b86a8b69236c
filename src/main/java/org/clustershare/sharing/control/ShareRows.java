package org.clustershare.sharing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.sharing.entity.Share;

/** The database's side of shares. */
@ApplicationScoped
class ShareRows {
  @PersistenceContext private EntityManager database;

  @Transactional
  void save(Share share) {
    database.persist(share);
  }

  @Transactional
  void revoke(String shareId, String email, Instant when) {
    find(shareId).ifPresent(share -> share.revoke(email, when));
  }

  @Transactional
  int revokeAll(String clusterId, String email, Instant when) {
    return database
        .createQuery(
            "update Share s set s.revokedAt = :when, s.revokedBy = :email"
                + " where s.clusterId = :cluster and s.revokedAt is null")
        .setParameter("when", when)
        .setParameter("email", email)
        .setParameter("cluster", clusterId)
        .executeUpdate();
  }

  Optional<Share> find(String shareId) {
    return Optional.ofNullable(database.find(Share.class, shareId));
  }

  Optional<Share> withTokenHash(String hash) {
    return database
        .createQuery("select s from Share s where s.tokenHash = :hash", Share.class)
        .setParameter("hash", hash)
        .getResultStream()
        .findFirst();
  }

  List<Share> of(String clusterId) {
    return database
        .createQuery(
            "select s from Share s where s.clusterId = :cluster order by s.createdAt desc, s.id",
            Share.class)
        .setParameter("cluster", clusterId)
        .getResultList();
  }
}
