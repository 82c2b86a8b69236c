package org.clustershare.rbac.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.clustershare.rbac.entity.ClusterIdentity;

/** The database's side of name prefixes. */
@ApplicationScoped
class ClusterIdentityRows {
  @PersistenceContext private EntityManager database;

  Optional<ClusterIdentity> find(String clusterId) {
    return Optional.ofNullable(database.find(ClusterIdentity.class, clusterId));
  }

  @Transactional
  void save(ClusterIdentity identity) {
    database.merge(identity);
  }
}
