package org.clustershare.fleet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.clustershare.platform.queue.Tenant;

/**
 * The clusters that this instance of the server looks after. An instance that renews its row keeps
 * its clusters, so that while all is well nothing is written for a cluster; those of one that does
 * not (it was ended, or lost the database) are free for the others 30 seconds later.
 */
@ApplicationScoped
class ClusterLeases {
  /** How long a renewed row counts; as in {@link ClusterLeaseRows#renew}. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration RENEW_AFTER = Duration.ofSeconds(10);
  // Others begin with our clusters when the lease is over; we stop a little earlier.
  private static final Duration MARGIN = Duration.ofSeconds(5);

  @Inject private ClusterLeaseRows rows;

  private final String instance = UUID.randomUUID().toString();
  private volatile long renewed = System.nanoTime() - LEASE.toNanos();

  /** Whether it is time to {@link #renew}. */
  boolean isRenewalDue() {
    return age().compareTo(RENEW_AFTER) >= 0;
  }

  /** Whether the clusters are still ours: a pass may begin. */
  boolean isValid() {
    return age().compareTo(LEASE.minus(MARGIN)) < 0;
  }

  /**
   * Says that we live and takes our share; gives the clusters that are ours, with their projects.
   */
  Map<String, Tenant> renew() {
    long begun = System.nanoTime();
    rows.renew(instance);
    while (rows.acquireShare(instance)) {
      // There may be more.
    }
    var mine = rows.ownedClusters(instance);
    renewed = begun;
    return mine;
  }

  /** The clusters that are ours just now, with their projects; none when we cannot be sure. */
  Map<String, Tenant> ownedClusters() {
    return isValid() ? rows.ownedClusters(instance) : Map.of();
  }

  void acquire(String clusterId) {
    rows.acquire(instance, clusterId);
  }

  void release() {
    rows.release(instance);
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - renewed);
  }
}
