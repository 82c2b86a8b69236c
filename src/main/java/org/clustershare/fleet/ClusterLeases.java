package org.clustershare.fleet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.clustershare.platform.queue.Tenant;

/**
 * This instance's lease on its clusters. One renewal, every ten seconds, covers all clusters and
 * writes no row per cluster. When an instance stops or loses the database, the others acquire its
 * clusters 30 seconds after its last renewal.
 */
@ApplicationScoped
class ClusterLeases {
  /** The duration of a lease, as in {@link ClusterLeaseRows#renew}. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration RENEW_AFTER = Duration.ofSeconds(10);
  // Other instances start at the end of the lease; this one stops earlier, so runs do not overlap.
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final ClusterLeaseRows rows;

  private final String instance = UUID.randomUUID().toString();
  private volatile long lastRenewal = System.nanoTime() - LEASE.toNanos();

  @Inject
  ClusterLeases(ClusterLeaseRows rows) {
    this.rows = rows;
  }

  /** Whether to call {@link #renew} now. */
  boolean isRenewalDue() {
    return age().compareTo(RENEW_AFTER) >= 0;
  }

  /** Whether this instance still holds its clusters, so that it may start runs there. */
  boolean isValid() {
    return age().compareTo(LEASE.minus(MARGIN)) < 0;
  }

  /**
   * Renews the lease and adjusts the number of clusters to an equal share.
   *
   * @return the clusters that this instance owns, each with its tenant
   */
  Map<String, Tenant> renew() {
    long start = System.nanoTime();
    rows.renew(instance);
    while (rows.acquireShare(instance)) {
      // Each call acquires one batch.
    }
    var owned = rows.ownedClusters(instance);
    lastRenewal = start;
    return owned;
  }

  /** The clusters that this instance owns, each with its tenant; empty if the lease is over. */
  Map<String, Tenant> ownedClusters() {
    return isValid() ? rows.ownedClusters(instance) : Map.of();
  }

  /** Acquires one cluster, unless another instance has. */
  void acquire(String clusterId) {
    rows.acquire(instance, clusterId);
  }

  /** Gives all clusters to the other instances at once. */
  void release() {
    rows.release(instance);
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - lastRenewal);
  }
}
