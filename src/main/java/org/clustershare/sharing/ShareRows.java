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

/** The database's side of shares. */
@ApplicationScoped
class ShareRows {
  private static final int ENDED = 1_000;

  @PersistenceContext private EntityManager database;
  @Inject private ClusterRows clusters;

  /**
   * Keeps a new share. The cluster's row is locked meanwhile: of several shares that are made at
   * once, each sees those before it, and a move of the cluster, which ends all shares that it
   * finds, misses none. Of the shares that ended, the last 1,000 are kept.
   *
   * @param seen the cluster as the person saw it who shares it
   * @param most how many active ones a cluster may have
   * @throws ProblemException {@link ClusterProblem#CLUSTER_UNKNOWN} when it was removed meanwhile;
   *     {@link PlatformProblem#PRECONDITION_FAILED} when it leads elsewhere meanwhile; {@link
   *     SharingProblem#TOO_MANY_SHARES}
   */
  @Transactional
  void save(Share share, Cluster seen, int most) {
    var cluster = clusters.lock(seen.id());
    if (!cluster.leadsPeopleLike(seen)) {
      throw new ProblemException(PlatformProblem.PRECONDITION_FAILED);
    }
    // A statement of its own, after the lock: it sees what was committed while we waited.
    if (countActive(cluster.id()) >= most) {
      throw new ProblemException(SharingProblem.TOO_MANY_SHARES, most);
    }
    forgetOldOnes(cluster.id());
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

  private void forgetOldOnes(String clusterId) {
    var older =
        database
            .createQuery(
                "select s.id from Share s where s.clusterId = :cluster and s.revokedAt is not null"
                    + " order by s.revokedAt desc, s.id",
                String.class)
            .setParameter("cluster", clusterId)
            .setFirstResult(ENDED)
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
   * A share and its cluster, found with one query.
   *
   * @param share the share
   * @param cluster what it is of
   */
  record Found(Share share, Cluster cluster) {}

  Optional<Found> withTokenHash(String hash) {
    return found("s.tokenHash = :value", hash).stream().findFirst();
  }

  Optional<Found> withCluster(String shareId) {
    return found("s.id = :value", shareId).stream().findFirst();
  }

  /** The active ones of a cluster, the latest first. */
  List<Found> activeOf(String clusterId) {
    return found("s.clusterId = :value and s.revokedAt is null", clusterId);
  }

  /** The active ones that a person made of a project's clusters, the latest first. */
  List<Found> activeMadeBy(String projectId, String creatorKey) {
    return found(
        query("s.createdByKey = :value and s.revokedAt is null and c.projectId = :project")
            .setParameter("value", creatorKey)
            .setParameter("project", projectId));
  }

  private List<Found> found(String condition, String value) {
    return found(query(condition).setParameter("value", value));
  }

  private TypedQuery<Object[]> query(String condition) {
    return database.createQuery(
        "select s, c from Share s, Cluster c where c.id = s.clusterId and "
            + condition
            + " order by s.createdAt desc, s.id",
        Object[].class);
  }

  private static List<Found> found(TypedQuery<Object[]> query) {
    return query
        .getResultStream()
        .map(row -> new Found((Share) row[0], ClusterRows.cluster(row[1])))
        .toList();
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
