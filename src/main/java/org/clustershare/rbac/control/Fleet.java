package org.clustershare.rbac.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.clustershare.cluster.control.ClusterAdded;
import org.clustershare.cluster.control.Clusters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles every cluster, several at once, each on its own: one that is slow or broken is waited
 * for by nobody, and one that fails is left alone for a while that doubles each time.
 */
@ApplicationScoped
public class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
  // Bounded here, whatever the size of the pool that the server gives to asynchronous EJBs.
  private static final int AT_ONCE = 12;
  private static final int FAILED_AT_ONCE = 4;
  private static final Duration LONGEST_REST = Duration.ofMinutes(15);
  private static final Duration FIRST_REST = Duration.ofSeconds(10);

  @Inject private Clusters clusters;
  @Inject private RoleReconciler reconciler;
  @Inject private Clock clock;
  @Inject private ClusterWorker worker;

  private final Lane healthy = new Lane(AT_ONCE);
  // A lane of their own: many that hang must not take the healthy ones' places.
  private final Lane failed = new Lane(FAILED_AT_ONCE);
  private final Map<String, Boolean> running = new ConcurrentHashMap<>();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();

  private record Failure(int times, Instant restsUntil) {}

  /** Begins with every cluster that is due; does not wait for them. */
  public void reconcileAll() {
    var ids = clusters.ids();
    failures.keySet().retainAll(ids);
    ids.stream().filter(this::isDue).forEach(this::begin);
  }

  void onAdded(@Observes ClusterAdded added) {
    begin(added.clusterId());
  }

  private boolean isDue(String clusterId) {
    var failure = failures.get(clusterId);
    return failure == null || !clock.instant().isBefore(failure.restsUntil());
  }

  private void begin(String clusterId) {
    if (running.putIfAbsent(clusterId, true) == null) {
      var lane = failures.containsKey(clusterId) ? failed : healthy;
      lane.add(worker::work, () -> reconcile(clusterId));
    }
  }

  // Whatever goes wrong with one cluster must not end the look at the others.
  private void reconcile(String clusterId) {
    try {
      reconciler.reconcile(clusterId);
      failures.remove(clusterId);
    } catch (RuntimeException e) {
      var failure = failures.merge(clusterId, rest(1), (before, first) -> rest(before.times() + 1));
      LOG.warn(
          "reconcile failed: cluster={} times={} until={} reason={}",
          clusterId,
          failure.times(),
          failure.restsUntil(),
          e.toString());
    } finally {
      running.remove(clusterId);
    }
  }

  private Failure rest(int times) {
    long doubled = FIRST_REST.toMillis() << Math.min(times - 1, 20);
    long most = Math.min(doubled, LONGEST_REST.toMillis());
    long jittered = most / 2 + ThreadLocalRandom.current().nextLong(most / 2);
    return new Failure(times, clock.instant().plusMillis(jittered));
  }
}
