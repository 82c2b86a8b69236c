package org.clustershare.fleet;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clustershare.cluster.ClusterAdded;
import org.clustershare.cluster.ClusterOwnerChanged;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.platform.queue.Tenant;
import org.clustershare.roles.apply.ReconcileResult;
import org.clustershare.roles.apply.RoleReconciler;
import org.clustershare.roles.apply.RoleReconciler.Patience;
import org.clustershare.startup.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles the clusters that this instance of the server looks after, several at once, each on
 * its own: one that is slow or broken is waited for by nobody.
 */
@ApplicationScoped
public class ReconcileScheduler {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileScheduler.class);

  /**
   * The threads that the server has for asynchronous EJBs and timers together. Payara itself has
   * 16; the bundle sets this and, in pre-boot-commands.txt, as many threads.
   */
  private static final int THREADS = Integer.getInteger("cluster-share.ejb-threads", 16);

  private static final int AT_ONCE = 10;
  private static final int SLOW_AT_ONCE = 4;

  // The timer that renews our claims must not wait for a thread.
  private static final int FOR_TIMERS = 2;

  // Each holds a thread. None where there are 16: all keep their places there.
  private static final int MOST_ASIDE = Math.max(0, THREADS - AT_ONCE - SLOW_AT_ONCE - FOR_TIMERS);

  @Inject private ClusterLeases clusterLeases;
  @Inject private RoleReconciler reconciler;
  @Inject private ReconcileWorker worker;
  @Inject private Settings settings;
  @Inject private Clock clock;

  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(1, ReconcileScheduler::alarmThread);

  private final AtomicBoolean ticking = new AtomicBoolean();

  /** By cluster; as of the last renewal of our claims, which reads it anyway. */
  private volatile Map<String, Tenant> tenants = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init")
  private WorkQueue quick;

  @SuppressWarnings("NullAway.Init")
  private WorkQueue slow;

  @SuppressWarnings("NullAway.Init")
  private ReconcileSchedule reconcileSchedule;

  @PostConstruct
  void open() {
    alarms.setRemoveOnCancelPolicy(true);
    quick =
        new WorkQueue(
            worker::run,
            AT_ONCE,
            MOST_ASIDE,
            Scheduler.forScheduledExecutorService(alarms),
            Ticker.systemTicker());
    // A lane of their own: many that hang must not take the others' places.
    slow = new WorkQueue(worker::run, SLOW_AT_ONCE);
    reconcileSchedule =
        new ReconcileSchedule(
            settings.roles().reconcileInterval(),
            clock,
            () -> ThreadLocalRandom.current().nextLong());
  }

  /** Takes nothing along from the thread that makes it: that is an EJB's, see ClusterWorker. */
  private static Thread alarmThread(Runnable work) {
    var thread = new Thread(null, work, "lane-alarms", 0, false);
    thread.setContextClassLoader(ReconcileScheduler.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void close() {
    alarms.shutdownNow();
  }

  /** Begins with every cluster that is due; does not wait for them. Called each second. */
  public void tick() {
    if (ticking.compareAndSet(false, true)) {
      try {
        if (clusterLeases.isRenewalDue()) {
          tenants = new ConcurrentHashMap<>(clusterLeases.renew());
          reconcileSchedule.replaceClusters(tenants.keySet());
        }
        if (clusterLeases.isValid()) {
          reconcileSchedule.startDue().forEach(this::begin);
        }
      } finally {
        ticking.set(false);
      }
    }
  }

  /** Looks at one cluster at once, whoever looks after it. */
  public ReconcileResult reconcileNow(String clusterId, String by) {
    var reconcileResult = reconciler.reconcile(clusterId, Patience.MUCH, CallListener.IDLY, by);
    if (reconcileResult.failure().isEmpty()) {
      reconcileSchedule.endBackOff(clusterId);
    }
    return reconcileResult;
  }

  /**
   * The clusters that this instance looks after, each with whose turn it takes, for whatever else
   * is done to all of them.
   */
  public Map<String, Tenant> ownedClusters() {
    return clusterLeases.ownedClusters();
  }

  /** Leaves the clusters to the other instances. */
  public void release() {
    clusterLeases.release();
  }

  void onAdded(@Observes ClusterAdded added) {
    try {
      clusterLeases.acquire(added.clusterId());
    } catch (RuntimeException e) {
      // Whoever renews next finds it.
      LOG.info("cluster not claimed: cluster={} reason={}", added.clusterId(), e.toString());
    }
    // Who made the project is known with the next renewal.
    tenants.put(added.clusterId(), new Tenant("", added.projectId()));
    runNow(added.clusterId());
  }

  void onOwnerChanged(@Observes ClusterOwnerChanged changed) {
    runNow(changed.clusterId());
  }

  private void runNow(String clusterId) {
    reconcileSchedule.runNow(clusterId);
    reconcileSchedule.startDue().forEach(this::begin);
  }

  private void begin(String clusterId) {
    if (reconcileSchedule.isSlow(clusterId)) {
      addSlow(clusterId);
    } else {
      quick.add(() -> look(clusterId, Patience.LITTLE, quick));
    }
  }

  /** In turn: an account with many clusters that hang must not keep the others from it. */
  private void addSlow(String clusterId) {
    slow.add(
        tenants.getOrDefault(clusterId, new Tenant("", clusterId)),
        () -> look(clusterId, Patience.MUCH, slow));
  }

  // Whatever goes wrong with one cluster must not end the look at the others.
  private void look(String clusterId, Patience patience, WorkQueue workQueue) {
    var begun = clock.instant();
    try {
      var reconcileResult = reconciler.reconcile(clusterId, patience, workQueue, "");
      if (reconcileResult.failure().isEmpty()) {
        reconcileSchedule.recordSuccess(clusterId, Duration.between(begun, clock.instant()));
      } else if (reconcileResult.unfinished()) {
        reconcileSchedule.recordUnfinished(clusterId);
      } else if (patience == Patience.LITTLE && reconcileResult.unanswered()) {
        // Perhaps it only needs longer: once more, where that delays nobody.
        reconcileSchedule.moveToSlow(clusterId);
        addSlow(clusterId);
      } else {
        failed(clusterId, reconcileResult.failure().map(Throwable::toString));
      }
    } catch (RuntimeException | StackOverflowError e) {
      // Without memory nothing here can be relied on: then the process ends, see the Dockerfile.
      failed(clusterId, Optional.of(e.toString()));
    }
  }

  private void failed(String clusterId, Optional<String> reason) {
    LOG.warn(
        "reconcile failed: cluster={} until={} reason={}",
        clusterId,
        reconcileSchedule.recordFailure(clusterId),
        reason.orElse(""));
  }
}
