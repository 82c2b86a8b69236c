package org.clustershare.sharing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.entity.Share;

/** Database access for shares; each change is a transaction of its own. */
@ApplicationScoped
class ShareRows {
  private static final int MAX_ENDED = 1_000;

  @PersistenceContext private EntityManager database;
  private final ClusterRows clusters;

  @Inject
  ShareRows(ClusterRows clusters) {
    this.clusters = clusters;
  }

  /**
   * Inserts a new share under a lock on the cluster's row. So concurrent shares see each other, and
   * a change of the cluster's endpoint, which revokes all shares, misses none. The last 1,000
   * revoked shares of a cluster are kept.
   *
   * @param seen the cluster as the creator saw it
   * @param limit the maximum number of active shares of a cluster
   * @throws ProblemException {@link ClusterProblem#CLUSTER_UNKNOWN} if the cluster has been
   *     removed; {@link PlatformProblem#PRECONDITION_FAILED} if its endpoint for people has
   *     changed; {@link SharingProblem#TOO_MANY_SHARES}
   */
  @Transactional
  void save(Share share, Cluster seen, int limit) {
    var cluster = clusters.lock(seen.id());
    if (!cluster.hasSameEndpointForPeople(seen)) {
      throw new ProblemException(PlatformProblem.PRECONDITION_FAILED);
    }
    // A separate statement after the lock: it sees what was committed during the wait.
    if (countActive(cluster.id()) >= limit) {
      throw new ProblemException(SharingProblem.TOO_MANY_SHARES, limit);
    }
    deleteOldestEnded(cluster.id());
    database.persist(share);
    database.flush();
  }

  private long countActive(String clusterId) {
    return database
        .createQuery(
            "select count(s) from Share s where s.clusterId = :cluster and s.revokedAt is null",
            Long.class)
        .setParameter("cluster", clusterId)
        .getSingleResult();
  }

  private void deleteOldestEnded(String clusterId) {
    var older =
        database
            .createQuery(
                "select s.id from Share s where s.clusterId = :cluster and s.revokedAt is not null"
                    + " order by s.revokedAt desc, s.id",
                String.class)
            .setParameter("cluster", clusterId)
            .setFirstResult(MAX_ENDED)
            .getResultList();
    if (!older.isEmpty()) {
      database
          .createQuery("delete from Share s where s.id in :older")
          .setParameter("older", older)
          .executeUpdate();
    }
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

  /**
   * A share and its cluster, from one query.
   *
   * @param share the share
   * @param cluster its cluster
   */
  record ShareAndCluster(Share share, Cluster cluster) {}

  Optional<ShareAndCluster> withTokenHash(String hash) {
    return list("s.tokenHash = :value", hash).stream().findFirst();
  }

  Optional<ShareAndCluster> withCluster(String shareId) {
    return list("s.id = :value", shareId).stream().findFirst();
  }

  /** The active shares of a cluster, the latest first. */
  List<ShareAndCluster> activeOf(String clusterId) {
    return list("s.clusterId = :value and s.revokedAt is null", clusterId);
  }

  /** The active shares of a project's clusters that a person has created, the latest first. */
  List<ShareAndCluster> activeCreatedBy(String projectId, String creatorKey) {
    return list(
        query("s.createdByKey = :value and s.revokedAt is null and c.projectId = :project")
            .setParameter("value", creatorKey)
            .setParameter("project", projectId));
  }

  private List<ShareAndCluster> list(String condition, String value) {
    return list(query(condition).setParameter("value", value));
  }

  private TypedQuery<Object[]> query(String condition) {
    return database.createQuery(
        "select s, c from Share s, Cluster c where c.id = s.clusterId and "
            + condition
            + " order by s.createdAt desc, s.id",
        Object[].class);
  }

  private static List<ShareAndCluster> list(TypedQuery<Object[]> query) {
    return query
        .getResultStream()
        .map(row -> new ShareAndCluster((Share) row[0], ClusterRows.cluster(row[1])))
        .toList();
  }

  /** All shares of a cluster, the latest first. */
  List<Share> of(String clusterId) {
    return database
        .createQuery(
            "select s from Share s where s.clusterId = :cluster order by s.createdAt desc, s.id",
            Share.class)
        .setParameter("cluster", clusterId)
        .getResultList();
  }
}
