package org.clustershare.fleet;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clustershare.cluster.ClusterAdded;
import org.clustershare.cluster.ClusterOwnerChanged;
import org.clustershare.platform.queue.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every {@link ClusterTask} at the clusters that this instance owns, several at once and each
 * on its own: a slow or broken cluster delays no other.
 */
@ApplicationScoped
public class ReconcileScheduler {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileScheduler.class);

  /**
   * The number of threads that the server has for asynchronous EJBs and timers together. Payara's
   * default is 16; the bundle sets this property and, in pre-boot-commands.txt, as many threads.
   */
  private static final int THREADS = Integer.getInteger("cluster-share.ejb-threads", 16);

  private static final int QUICK_PLACES = 10;
  private static final int SLOW_PLACES = 4;

  // Reserved for timers: the one that renews the leases must not wait for a thread.
  private static final int TIMER_THREADS = 2;

  // Each absent worker holds a thread. With the default of 16 threads, none may be absent.
  private static final int MAX_ABSENT =
      Math.max(0, THREADS - QUICK_PLACES - SLOW_PLACES - TIMER_THREADS);

  @Inject private ClusterLeases clusterLeases;
  @Inject private Instance<ClusterTask> tasks;
  @Inject private ReconcileWorker worker;
  @Inject private Clock clock;

  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(1, ReconcileScheduler::alarmThread);

  private final AtomicBoolean ticking = new AtomicBoolean();

  /** By cluster id, as of the last renewal of the leases, which reads them anyway. */
  private volatile Map<String, Tenant> tenants = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init")
  private List<ClusterTaskRuns> taskRuns;

  @PostConstruct
  void open() {
    alarms.setRemoveOnCancelPolicy(true);
    var quick =
        new WorkQueue(
            worker::run,
            QUICK_PLACES,
            MAX_ABSENT,
            Scheduler.forScheduledExecutorService(alarms),
            Ticker.systemTicker());
    var queues = new ClusterTaskRuns.Queues(quick, new WorkQueue(worker::run, SLOW_PLACES));
    taskRuns =
        tasks.stream().map(task -> new ClusterTaskRuns(task, queues, this::tenant, clock)).toList();
  }

  /** Inherits nothing from the thread that creates it, which is an EJB's; see ReconcileWorker. */
  private static Thread alarmThread(Runnable work) {
    var thread = new Thread(null, work, "work-queue-alarms", 0, false);
    thread.setContextClassLoader(ReconcileScheduler.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void close() {
    alarms.shutdownNow();
  }

  /**
   * Renews the leases if it is time, and starts every task at each cluster where it is due. Does
   * not wait for the tasks. {@link ReconcileTimer} calls it once a second.
   */
  public void tick() {
    if (ticking.compareAndSet(false, true)) {
      try {
        if (clusterLeases.isRenewalDue()) {
          tenants = new ConcurrentHashMap<>(clusterLeases.renew());
          taskRuns.forEach(runs -> runs.replaceClusters(tenants.keySet()));
        }
        if (clusterLeases.isValid()) {
          taskRuns.forEach(ClusterTaskRuns::startDue);
        }
      } finally {
        ticking.set(false);
      }
    }
  }

  /**
   * Ends the pause that a cluster has after failures, so that the tasks run there with the next
   * tick. A feature calls it when it has found that the cluster answers again. Does nothing when
   * another instance owns the cluster.
   */
  public void endBackOff(String clusterId) {
    taskRuns.forEach(runs -> runs.endBackOff(clusterId));
  }

  /**
   * The clusters that this instance owns, each with the tenant whose turn it takes; for features
   * that visit all clusters by a plan of their own. Empty when the lease is not certain.
   */
  public Map<String, Tenant> ownedClusters() {
    return clusterLeases.ownedClusters();
  }

  /** Gives all clusters to the other instances; for shutdown. */
  public void release() {
    clusterLeases.release();
  }

  void onAdded(@Observes ClusterAdded added) {
    try {
      clusterLeases.acquire(added.clusterId());
    } catch (RuntimeException e) {
      // The instance that renews its lease next acquires the cluster.
      LOG.info("cluster not claimed: cluster={} reason={}", added.clusterId(), e.toString());
    }
    // The next renewal supplies the project's account.
    tenants.put(added.clusterId(), new Tenant("", added.projectId()));
    runNow(added.clusterId());
  }

  void onOwnerChanged(@Observes ClusterOwnerChanged changed) {
    runNow(changed.clusterId());
  }

  private void runNow(String clusterId) {
    taskRuns.forEach(runs -> runs.runNow(clusterId));
  }

  private Tenant tenant(String clusterId) {
    return tenants.getOrDefault(clusterId, new Tenant("", clusterId));
  }
}
