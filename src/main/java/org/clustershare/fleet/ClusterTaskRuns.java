package org.clustershare.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.clustershare.platform.queue.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of one {@link ClusterTask}: starts the task at each cluster when it is due there, and
 * plans the next run by the result.
 */
final class ClusterTaskRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTaskRuns.class);

  private final ClusterTask task;
  private final Queues queues;
  private final Function<String, Tenant> tenantOf;
  private final BooleanSupplier leased;
  private final Clock clock;
  private final ClusterTaskSchedule clusterTaskSchedule;

  /**
   * The queues that all tasks share.
   *
   * @param quick for clusters that answered quickly last time
   * @param slow for the others, so that clusters that hang never take the places of those that
   *     answer
   * @param permits for all runs
   */
  record Queues(WorkQueue quick, WorkQueue slow, ParsingPermits permits) {
    /** Starts no more runs; those in progress continue. */
    void close() {
      quick.close();
      slow.close();
    }
  }

  /**
   * @param tenantOf the tenant of a cluster, whose turn it takes in the queues
   * @param leased whether this instance still holds its leases
   */
  ClusterTaskRuns(
      ClusterTask task,
      Queues queues,
      Function<String, Tenant> tenantOf,
      BooleanSupplier leased,
      Clock clock) {
    this.task = task;
    this.leased = leased;
    this.queues = queues;
    this.tenantOf = tenantOf;
    this.clock = clock;
    this.clusterTaskSchedule =
        new ClusterTaskSchedule(
            task.interval(), clock, () -> ThreadLocalRandom.current().nextLong());
  }

  /** Sets the clusters at which the task runs; at new ones it runs as soon as possible. */
  void replaceClusters(Set<String> clusterIds) {
    clusterTaskSchedule.replaceClusters(clusterIds);
  }

  /** Queues a run at each cluster where the task is due; does not wait for the runs. */
  void startDue() {
    clusterTaskSchedule.startDue().forEach(this::enqueue);
  }

  /** Queues a run at one cluster at once, or after the current one if the task runs there now. */
  void runNow(String clusterId) {
    clusterTaskSchedule.runNow(clusterId);
    startDue();
  }

  /** Ends the pause after a failure, if there is one. */
  void endBackOff(String clusterId) {
    clusterTaskSchedule.endBackOff(clusterId);
  }

  private void enqueue(String clusterId) {
    if (clusterTaskSchedule.isSlow(clusterId)) {
      enqueueSlow(clusterId);
    } else {
      queues
          .quick()
          .add(tenantOf.apply(clusterId), () -> runWithPermit(clusterId, CallBudget.SHORT));
    }
  }

  private void enqueueSlow(String clusterId) {
    // Tenants take turns, so an account with many clusters that hang does not exclude the others.
    queues.slow().add(tenantOf.apply(clusterId), () -> runWithPermit(clusterId, CallBudget.LONG));
  }

  private void runWithPermit(String clusterId, CallBudget budget) {
    queues.permits().run(() -> runIfLeased(clusterId, budget));
  }

  /** A run can wait for long: another instance may own the cluster by now. */
  private void runIfLeased(String clusterId, CallBudget budget) {
    if (leased.getAsBoolean()) {
      run(clusterId, budget);
    } else {
      clusterTaskSchedule.recordUnfinished(clusterId);
    }
  }

  private void run(String clusterId, CallBudget budget) {
    var start = clock.instant();
    try {
      plan(clusterId, budget, start, task.run(clusterId, budget));
    } catch (RuntimeException | StackOverflowError e) {
      // One cluster must not end the runs at the others. Other errors pass: after an
      // OutOfMemoryError nothing here is reliable, so the process ends; see the start script.
      recordFailure(clusterId, e.toString());
    }
  }

  private void plan(String clusterId, CallBudget budget, Instant start, TaskResult result) {
    switch (result.outcome()) {
      case SUCCEEDED ->
          clusterTaskSchedule.recordSuccess(clusterId, Duration.between(start, clock.instant()));
      case UNFINISHED -> clusterTaskSchedule.recordUnfinished(clusterId);
      case UNANSWERED -> {
        if (budget == CallBudget.SHORT) {
          // The cluster may only need longer: the run is repeated where that delays no other.
          clusterTaskSchedule.moveToSlow(clusterId);
          enqueueSlow(clusterId);
        } else {
          recordFailure(clusterId, result.reason());
        }
      }
      case FAILED -> recordFailure(clusterId, result.reason());
    }
  }

  private void recordFailure(String clusterId, String reason) {
    LOG.warn(
        "cluster task failed: cluster={} until={} reason={}",
        clusterId,
        clusterTaskSchedule.recordFailure(clusterId),
        reason);
  }
}
