package org.clustershare.fleet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.clustershare.platform.database.Unaudited;
import org.clustershare.platform.queue.Tenant;

/**
 * Database access for leases: which instance owns which cluster. Each method is one transaction.
 * The database's clock alone decides whether an instance is alive.
 */
@ApplicationScoped
class ClusterLeaseRows {
  private static final int MAX_BATCH = 500;
  private static final String ALIVE =
      "select id from server_instance where alive_until > current_timestamp";

  private static final String REASON =
      "Leases divide work among instances, and change nothing for people.";

  @PersistenceContext private EntityManager database;

  /** Extends an instance's life by 30 seconds from now. */
  @Transactional
  @Unaudited(REASON)
  void renew(String instance) {
    int renewed =
        sql("update server_instance set alive_until = current_timestamp + interval '30' second"
                + " where id = ?1")
            .setParameter(1, instance)
            .executeUpdate();
    if (renewed == 0) {
      sql("insert into server_instance (id, alive_until)"
              + " values (?1, current_timestamp + interval '30' second)")
          .setParameter(1, instance)
          .executeUpdate();
    }
    sql("delete from server_instance where alive_until < current_timestamp - interval '1' hour")
        .executeUpdate();
  }

  /**
   * Acquires clusters without a live owner, at most 500 and at most this instance's equal share.
   * Gives back clusters beyond that share. Writes nothing when the shares are already equal.
   *
   * @return whether to call again, because more clusters may be free
   */
  @Transactional
  @Unaudited(REASON)
  boolean acquireShare(String instance) {
    addMissing();
    long clusters = number("select count(*) from cluster_reconcile");
    long alive = Math.max(1, number("select count(*) from (" + ALIVE + ") alive_instances"));
    long owned =
        ((Number)
                sql("select count(*) from cluster_reconcile where claimed_by = ?1")
                    .setParameter(1, instance)
                    .getSingleResult())
            .longValue();
    long share = (clusters + alive - 1) / alive;
    if (owned > share) {
      giveBack(instance, owned - share);
    }
    return owned < share
        && acquireFree(instance, (int) Math.min(MAX_BATCH, share - owned)) == MAX_BATCH;
  }

  private int acquireFree(String instance, int limit) {
    // Skips rows that another instance is acquiring at this moment, instead of waiting for them.
    List<?> free =
        sql("select cluster_id from cluster_reconcile where claimed_by is null or claimed_by not in"
                + " ("
                + ALIVE
                + ") order by cluster_id limit "
                + limit
                + " for update skip locked")
            .getResultList();
    for (var cluster : free) {
      sql("update cluster_reconcile set claimed_by = ?1 where cluster_id = ?2")
          .setParameter(1, instance)
          .setParameter(2, cluster)
          .executeUpdate();
    }
    return free.size();
  }

  private void giveBack(String instance, long count) {
    sql("update cluster_reconcile set claimed_by = null where cluster_id in (select cluster_id"
            + " from cluster_reconcile where claimed_by = ?1 order by cluster_id limit "
            + count
            + ")")
        .setParameter(1, instance)
        .executeUpdate();
  }

  /** Inserts rows for clusters that were added since the last call. */
  private void addMissing() {
    sql("insert into cluster_reconcile (cluster_id) select c.id from cluster c where not exists"
            + " (select 1 from cluster_reconcile r where r.cluster_id = c.id)")
        .executeUpdate();
  }

  /** Acquires one cluster, unless another instance has. */
  @Transactional
  @Unaudited(REASON)
  void acquire(String instance, String clusterId) {
    addMissing();
    sql("update cluster_reconcile set claimed_by = ?1 where cluster_id = ?2 and claimed_by is null")
        .setParameter(1, instance)
        .setParameter(2, clusterId)
        .executeUpdate();
  }

  /** The clusters of an instance, each with the tenant whose turn it takes. */
  Map<String, Tenant> ownedClusters(String instance) {
    List<?> rows =
        sql("select r.cluster_id, p.id, coalesce(p.created_by_key, '') from cluster_reconcile r"
                + " join cluster c on c.id = r.cluster_id join project p on p.id = c.project_id"
                + " where r.claimed_by = ?1")
            .setParameter(1, instance)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .collect(
            Collectors.toMap(
                row -> String.valueOf(row[0]),
                row -> new Tenant(String.valueOf(row[2]), String.valueOf(row[1]))));
  }

  /** Ends the instance's life, so that the others acquire its clusters at once. */
  @Transactional
  @Unaudited(REASON)
  void release(String instance) {
    sql("delete from server_instance where id = ?1").setParameter(1, instance).executeUpdate();
  }

  private long number(String query) {
    return ((Number) sql(query).getSingleResult()).longValue();
  }

  private Query sql(String statement) {
    return database.createNativeQuery(statement);
  }
}
