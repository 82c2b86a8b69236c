package org.clustershare.trust.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Consumer;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.trust.entity.ClusterTrust;
import org.clustershare.trust.entity.TrustTarget;

/** Database access for trust; each method is a transaction of its own, without network calls. */
@ApplicationScoped
class ClusterTrustRows {
  @PersistenceContext private EntityManager database;

  Optional<ClusterTrust> find(String clusterId) {
    return Optional.ofNullable(database.find(ClusterTrust.class, clusterId));
  }

  /** Whether people's tokens may go to the cluster's present address and CA. */
  boolean hasTarget(Cluster cluster) {
    return find(cluster.id())
        .filter(row -> row.target().equals(TrustTarget.of(cluster)))
        .isPresent();
  }

  /** Changes a cluster's row, or inserts one for this target first. */
  @Transactional
  void change(String clusterId, String target, Consumer<ClusterTrust> change) {
    var row = database.find(ClusterTrust.class, clusterId);
    if (row == null) {
      row = new ClusterTrust(clusterId, target);
      database.persist(row);
    }
    change.accept(row);
  }
}
