package org.clustershare.bindings.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Access to the table of username prefixes. */
@ApplicationScoped
class StoredPrefixesRows {
  @PersistenceContext private EntityManager database;

  Optional<StoredPrefixes> find(String clusterId) {
    return Optional.ofNullable(database.find(StoredPrefixes.class, clusterId));
  }

  @Transactional
  void save(StoredPrefixes prefixes) {
    database.merge(prefixes);
  }
}
