package org.clustershare.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.database.Unaudited;

/** Database queries for clusters by the encryption key that sealed their secrets. */
@ApplicationScoped
public class SealedClusterRows {
  /** Inside a transaction, because Payara has no other entity manager at the start. */
  private static final String READS = "It only reads.";

  @PersistenceContext private EntityManager database;

  /** One cluster for each encryption key that sealed credentials; none of the first version. */
  @Transactional
  @Unaudited(READS)
  public List<Cluster> onePerKey() {
    return database
        .createQuery(
            "select c from Cluster c where c.id in"
                + " (select min(d.id) from Cluster d where d.sealedWith is not null"
                + " group by d.sealedWith)",
            Object.class)
        .getResultStream()
        .map(ClusterRows::cluster)
        .toList();
  }

  /** One cluster for each encryption key that sealed the secret of a cluster's own client. */
  @Transactional
  @Unaudited(READS)
  public List<Cluster> onePerClientKey() {
    return database
        .createQuery(
            "select c from Cluster c where c.id in (select min(d.id) from Cluster d"
                + " where d.client.sealedWith is not null group by d.client.sealedWith)",
            Object.class)
        .getResultStream()
        .map(ClusterRows::cluster)
        .toList();
  }

  /** Ids of clusters with rows of the first version, which do not name the key; sorted. */
  @Transactional
  @Unaudited(READS)
  public List<String> idsSealedWithoutKeyId() {
    return database
        .createQuery(
            "select c.id from Cluster c where c.sealedWith is null order by c.id", String.class)
        .getResultList();
  }

  /**
   * Ids of clusters with a credential, secret or certificate key that another encryption key
   * sealed; sorted.
   *
   * @param after the last id of the former batch
   */
  public List<String> idsSealedWithOtherKey(String keyId, String after, int limit) {
    return database
        .createQuery(
            "select c.id from Cluster c where (c.sealedWith is null or c.sealedWith <> :key or"
                + " c.client.sealedWith <> :key or c.renewal.sealedWith <> :key) and c.id > :after"
                + " order by c.id",
            String.class)
        .setParameter("key", keyId)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }

  public long countSealedWithOtherKey(String keyId) {
    return database
        .createQuery(
            "select count(c) from Cluster c where c.sealedWith is null or c.sealedWith <> :key"
                + " or c.client.sealedWith <> :key or c.renewal.sealedWith <> :key",
            Long.class)
        .setParameter("key", keyId)
        .getSingleResult();
  }
}
