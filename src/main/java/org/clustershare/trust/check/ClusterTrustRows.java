package org.clustershare.trust.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Predicate;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditRows;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.trust.entity.ClusterTrust;
import org.clustershare.trust.entity.TrustState;
import org.clustershare.trust.entity.TrustTarget;

/** Database access for trust; each method is a transaction of its own, without network calls. */
@ApplicationScoped
class ClusterTrustRows {
  @PersistenceContext private EntityManager database;
  private final AuditRows audit;

  @Inject
  ClusterTrustRows(AuditRows audit) {
    this.audit = audit;
  }

  Optional<ClusterTrust> find(String clusterId) {
    return Optional.ofNullable(database.find(ClusterTrust.class, clusterId));
  }

  /** Whether people's tokens may go to the cluster's present address and CA. */
  boolean hasTarget(Cluster cluster) {
    return find(cluster.id())
        .filter(row -> row.target().equals(TrustTarget.of(cluster)))
        .isPresent();
  }

  /**
   * Changes a cluster's row, or inserts one for its target first.
   *
   * @param change returns whether it changed anything
   */
  @Transactional
  void change(Cluster cluster, AuditAction action, Predicate<ClusterTrust> change) {
    var row = database.find(ClusterTrust.class, cluster.id());
    boolean isNew = row == null;
    if (row == null) {
      row = new ClusterTrust(cluster.id(), TrustTarget.of(cluster));
      database.persist(row);
    }
    if (change.test(row) || isNew) {
      audit.append(
          ClusterRows.event(action, cluster)
              .with("state", row.state().map(TrustState::key).orElse(""))
              .with("server", cluster.server()));
    }
  }
}
