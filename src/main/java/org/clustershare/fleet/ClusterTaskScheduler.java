package org.clustershare.fleet;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
public class ClusterTaskScheduler {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTaskScheduler.class);

  /**
   * Runs at quick clusters at once, each in a virtual thread. Most of them wait for their cluster.
   */
  private static final int QUICK_RUNS = 48;

  private static final int SLOW_RUNS = 4;

  /**
   * Runs that parse responses or use the database at once. More than {@link #SLOW_RUNS}, so that
   * slow clusters leave permits to the others; fewer than the database's connections.
   */
  private static final int PERMITS = 14;

  private final ClusterLeases clusterLeases;
  private final Instance<ClusterTask> tasks;
  private final VirtualThreads threads;
  private final Clock clock;

  private final AtomicBoolean ticking = new AtomicBoolean();

  /** By cluster id, as of the last renewal of the leases, which reads them anyway. */
  private volatile Map<String, Tenant> tenants = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init")
  private ClusterTaskRuns.Queues queues;

  @SuppressWarnings("NullAway.Init")
  private List<ClusterTaskRuns> taskRuns;

  @Inject
  ClusterTaskScheduler(
      ClusterLeases clusterLeases,
      Instance<ClusterTask> tasks,
      VirtualThreads threads,
      Clock clock) {
    this.clusterLeases = clusterLeases;
    this.tasks = tasks;
    this.threads = threads;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    var factory = threads.factory("cluster-task");
    Executor executor = worker -> factory.newThread(worker).start();
    queues =
        new ClusterTaskRuns.Queues(
            new WorkQueue(executor, QUICK_RUNS),
            new WorkQueue(executor, SLOW_RUNS),
            new ParsingPermits(PERMITS));
    taskRuns =
        tasks.stream()
            .map(
                task ->
                    new ClusterTaskRuns(task, queues, this::tenant, clusterLeases::isValid, clock))
            .toList();
  }

  /**
   * Renews the leases if it is time, and starts every task at each cluster where it is due. Does
   * not wait for the tasks. {@link ClusterTaskTimer} calls it once a second.
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
   * The clusters that this instance owns, each with the tenant whose turn it takes. For features
   * that visit all clusters by their own plan. Empty when the lease is not certain.
   */
  public Map<String, Tenant> ownedClusters() {
    return clusterLeases.ownedClusters();
  }

  /** Starts no more runs, and gives all clusters to the other instances; for shutdown. */
  public void release() {
    queues.close();
    clusterLeases.release();
  }

  void onAdded(@Observes ClusterAdded added) {
    try {
      clusterLeases.acquire(added.clusterId());
    } catch (RuntimeException e) {
      // The instance that renews its lease next acquires the cluster.
      LOG.info("cluster not acquired: cluster={} reason={}", added.clusterId(), e.toString());
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
