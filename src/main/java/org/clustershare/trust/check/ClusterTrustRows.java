package org.clustershare.trust.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Consumer;
import org.clustershare.trust.entity.ClusterTrust;

/** The database's side of trust: each method is a transaction of its own, without network calls. */
@ApplicationScoped
class ClusterTrustRows {
  @PersistenceContext private EntityManager database;

  Optional<ClusterTrust> find(String clusterId) {
    return Optional.ofNullable(database.find(ClusterTrust.class, clusterId));
  }

  /** Changes a cluster's row; makes it for this target when there is none. */
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
