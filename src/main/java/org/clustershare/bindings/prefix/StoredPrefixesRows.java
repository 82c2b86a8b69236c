package org.clustershare.bindings.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The database's side of name prefixes. */
@ApplicationScoped
class StoredPrefixesRows {
  @PersistenceContext private EntityManager database;

  Optional<StoredPrefixes> find(String clusterId) {
    return Optional.ofNullable(database.find(StoredPrefixes.class, clusterId));
  }

  @Transactional
  void save(StoredPrefixes identity) {
    database.merge(identity);
  }
}
