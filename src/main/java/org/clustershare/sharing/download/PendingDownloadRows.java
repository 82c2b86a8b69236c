package org.clustershare.sharing.download;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.platform.database.ExpiringRows;
import org.clustershare.platform.database.Unaudited;
import org.clustershare.sharing.entity.SealedDownload;
import org.clustershare.sharing.entity.SealedDownload.Owner;

/**
 * Database access for pending downloads, which all instances share; each method is a transaction of
 * its own.
 */
@ApplicationScoped
class PendingDownloadRows implements ExpiringRows {
  private static final String REASON =
      "ShareTrail records the sign-in before and the download after.";

  @PersistenceContext private EntityManager database;

  /**
   * Inserts a download. A person at the limit loses the oldest one; those of other people stay.
   *
   * @return false if the room is used up; the row was not inserted then
   */
  @Transactional
  @Unaudited(REASON)
  boolean add(SealedDownload row, DownloadLimits limits, Instant now) {
    lock();
    // Separate statements after the lock: they see what was committed during the wait.
    deleteExpired(now);
    deleteOldestOf(row.owner(), limits.perPerson() - 1);
    if (!hasRoomFor(row, limits)) {
      return false;
    }
    database.persist(row);
    return true;
  }

  private void lock() {
    database
        .createNativeQuery(
            "select name from capacity_lock where name = 'pending-download' for update")
        .getSingleResult();
  }

  private boolean hasRoomFor(SealedDownload row, DownloadLimits limits) {
    if (usedByAll() + row.sealedLength() > limits.total()) {
      return false;
    }
    var issuer = row.owner().otherIssuerHash();
    return issuer.isEmpty()
        || (usedBy(issuer.get()) + row.sealedLength() <= limits.perOtherIssuer()
            && usedByOtherIssuers() + row.sealedLength() <= limits.otherIssuers());
  }

  private long usedByAll() {
    return sum("select coalesce(sum(d.sealedLength), 0) from SealedDownload d", Map.of());
  }

  private long usedBy(String issuerHash) {
    return sum(
        "select coalesce(sum(d.sealedLength), 0) from SealedDownload d where d.issuerHash = :issuer",
        Map.of("issuer", issuerHash));
  }

  private long usedByOtherIssuers() {
    return sum(
        "select coalesce(sum(d.sealedLength), 0) from SealedDownload d where d.issuerHash is not null",
        Map.of());
  }

  private long sum(String query, Map<String, String> parameters) {
    var sum = database.createQuery(query, Number.class);
    parameters.forEach(sum::setParameter);
    return sum.getSingleResult().longValue();
  }

  private void deleteOldestOf(Owner owner, int remaining) {
    List<String> ids =
        database
            .createQuery(
                "select d.idHash from SealedDownload d where d.ownerHash = :owner"
                    + " order by d.createdAt desc, d.idHash",
                String.class)
            .setParameter("owner", owner.hash())
            .setFirstResult(remaining)
            .getResultList();
    if (!ids.isEmpty()) {
      database
          .createQuery("delete from SealedDownload d where d.idHash in :ids")
          .setParameter("ids", ids)
          .executeUpdate();
    }
  }

  Optional<SealedDownload> find(String idHash) {
    return Optional.ofNullable(database.find(SealedDownload.class, idHash));
  }

  @Override
  @Transactional
  @Unaudited(REASON)
  public void deleteExpired(Instant now) {
    database
        .createQuery("delete from SealedDownload d where d.expiresAt <= :now")
        .setParameter("now", now)
        .executeUpdate();
  }
}
