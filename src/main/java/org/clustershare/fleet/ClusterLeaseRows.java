package org.clustershare.fleet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.clustershare.platform.queue.Tenant;

/**
 * Which instance of the server looks after which cluster: each method is a transaction of its own.
 * The database's clock decides who is alive, whatever the instances' own clocks say.
 */
@ApplicationScoped
class ClusterLeaseRows {
  private static final int AT_ONCE = 500;
  private static final String ALIVE =
      "select id from server_instance where alive_until > current_timestamp";

  @PersistenceContext private EntityManager database;

  /** Says that an instance lives, for 30 seconds more. */
  @Transactional
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
   * Takes clusters that nobody looks after, at most 500 and no more than this instance's share;
   * gives back what is more than that. Writes nothing when the clusters are shared out already.
   *
   * @return whether there may be more to take
   */
  @Transactional
  boolean acquireShare(String instance) {
    addMissing();
    long clusters = number("select count(*) from cluster_reconcile");
    long alive = Math.max(1, number("select count(*) from (" + ALIVE + ") living"));
    long mine =
        ((Number)
                sql("select count(*) from cluster_reconcile where claimed_by = ?1")
                    .setParameter(1, instance)
                    .getSingleResult())
            .longValue();
    long share = (clusters + alive - 1) / alive;
    if (mine > share) {
      giveBack(instance, mine - share);
    }
    return mine < share && take(instance, (int) Math.min(AT_ONCE, share - mine)) == AT_ONCE;
  }

  private int take(String instance, int most) {
    // Rows that another instance is taking just now are passed over, not waited for.
    List<?> free =
        sql("select cluster_id from cluster_reconcile where claimed_by is null or claimed_by not in"
                + " ("
                + ALIVE
                + ") order by cluster_id limit "
                + most
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

  private void giveBack(String instance, long many) {
    sql("update cluster_reconcile set claimed_by = null where cluster_id in (select cluster_id"
            + " from cluster_reconcile where claimed_by = ?1 order by cluster_id limit "
            + many
            + ")")
        .setParameter(1, instance)
        .executeUpdate();
  }

  /** A cluster has no row here until somebody looks for the first time. */
  private void addMissing() {
    sql("insert into cluster_reconcile (cluster_id) select c.id from cluster c where not exists"
            + " (select 1 from cluster_reconcile r where r.cluster_id = c.id)")
        .executeUpdate();
  }

  /** Takes a cluster that was added here. */
  @Transactional
  void acquire(String instance, String clusterId) {
    addMissing();
    sql("update cluster_reconcile set claimed_by = ?1 where cluster_id = ?2 and claimed_by is null")
        .setParameter(1, instance)
        .setParameter(2, clusterId)
        .executeUpdate();
  }

  /** The clusters of an instance, each with whose turn it takes. */
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

  /** Leaves everything to the others. */
  @Transactional
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
