package org.clustershare.bindings.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditRows;

/** Access to the table of username prefixes. */
@ApplicationScoped
class StoredPrefixesRows {
  @PersistenceContext private EntityManager database;
  private final AuditRows audit;

  @Inject
  StoredPrefixesRows(AuditRows audit) {
    this.audit = audit;
  }

  Optional<StoredPrefixes> find(String clusterId) {
    return Optional.ofNullable(database.find(StoredPrefixes.class, clusterId));
  }

  @Transactional
  void save(StoredPrefixes prefixes, AuditEvent event) {
    database.merge(prefixes);
    audit.append(
        event.with("usernames", prefixes.usernamePrefix()).with("groups", prefixes.groupsPrefix()));
  }
}
