package org.clustershare.audit.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.clustershare.platform.database.Unaudited;

/** Database access for the sealed key of the trail. */
@ApplicationScoped
class AuditKeyRows {
  @PersistenceContext private EntityManager database;

  /**
   * Changes the sealed key under a lock, so that of several instances that start at the same time
   * one makes the key.
   *
   * @param change gets empty text at the first start
   * @param firstAnchor returns the anchor of an empty chain, for a new key
   * @return the sealed key after the change
   * @throws IllegalStateException if the key is missing although records were chained with it
   */
  @Transactional
  @Unaudited("The key protects the trail and is no part of it.")
  String change(UnaryOperator<String> change, Function<String, String> firstAnchor) {
    var before =
        (String)
            database
                .createNativeQuery("select sealed_key from audit_chain where id = 1 for update")
                .getSingleResult();
    if (before.isEmpty() && hasRecords()) {
      throw new IllegalStateException(
          "The key of the audit trail is missing in audit_chain, although the trail has records."
              + " Restore the table from a backup.");
    }
    var after = change.apply(before);
    if (!after.equals(before)) {
      set("sealed_key", after);
    }
    if (before.isEmpty()) {
      set("mac", firstAnchor.apply(after));
    }
    return after;
  }

  private void set(String column, String value) {
    database
        .createNativeQuery("update audit_chain set %s = ?1 where id = 1".formatted(column))
        .setParameter(1, value)
        .executeUpdate();
  }

  private boolean hasRecords() {
    return !database
        .createQuery("select r.id from AuditRecord r", String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
