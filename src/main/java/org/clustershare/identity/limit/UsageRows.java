package org.clustershare.identity.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.clustershare.platform.database.ExpiringRows;
import org.clustershare.platform.database.Unaudited;

/**
 * Database access for the requests that instances tell each other; each method is a transaction of
 * its own. The database's clock counts, because the instances' clocks may differ.
 */
@ApplicationScoped
class UsageRows implements ExpiringRows {
  private static final String REASON = "Counts of requests say nothing about who did what.";

  @PersistenceContext private EntityManager database;

  @Transactional
  @Unaudited(REASON)
  void insert(String id, String instance, String entries) {
    database
        .createNativeQuery(
            "insert into rate_usage (id, instance_id, entries, written_at)"
                + " values (?1, ?2, ?3, current_timestamp)")
        .setParameter(1, id)
        .setParameter(2, instance)
        .setParameter(3, entries)
        .executeUpdate();
  }

  /** The entries of the last ten seconds of all other instances, by the id of their row. */
  Map<String, String> recentOfOthers(String instance) {
    List<?> rows =
        database
            .createNativeQuery(
                "select id, entries from rate_usage where instance_id <> ?1"
                    + " and written_at > current_timestamp - interval '10' second")
            .setParameter(1, instance)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .collect(Collectors.toMap(row -> String.valueOf(row[0]), row -> String.valueOf(row[1])));
  }

  @Override
  @Transactional
  @Unaudited(REASON)
  public void deleteExpired(Instant now) {
    database
        .createNativeQuery(
            "delete from rate_usage where written_at < current_timestamp - interval '60' second")
        .executeUpdate();
  }
}
