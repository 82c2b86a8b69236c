package org.clustershare.cluster.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.entity.Cluster;

/**
 * The database's side of clusters: each method is a transaction of its own, without network calls.
 */
@ApplicationScoped
class ClusterRows {
  @PersistenceContext private EntityManager database;

  @Transactional
  void save(Cluster cluster) {
    database.persist(cluster);
  }

  @Transactional
  void ownerBound(String clusterId, Instant when) {
    find(clusterId).ifPresent(cluster -> cluster.ownerBoundAt(when));
  }

  Optional<Cluster> find(String clusterId) {
    return Optional.ofNullable(database.find(Cluster.class, clusterId));
  }

  List<Cluster> in(String projectId) {
    return database
        .createQuery(
            "select c from Cluster c where c.projectId = :project order by c.name, c.id",
            Cluster.class)
        .setParameter("project", projectId)
        .getResultList();
  }

  List<String> ids() {
    return database
        .createQuery("select c.id from Cluster c order by c.id", String.class)
        .getResultList();
  }
}
