package org.clustershare.fleet;

import java.time.Duration;

/**
 * Recurring work of a feature at each cluster, for example to reconcile its roles. A feature
 * registers a task by providing a CDI bean of this type. {@link ClusterTaskScheduler} runs it at
 * every cluster that this instance owns, and runs it at most once at a time per cluster.
 *
 * <p>A run that throws counts as failed; it never affects other clusters.
 */
public interface ClusterTask {
  /** The longest time between the starts of two successful runs at one cluster. */
  Duration interval();

  /**
   * Runs the task at one cluster. The cluster may have been removed since the run was planned.
   *
   * @param budget the time that the run may take
   */
  TaskResult run(String clusterId, CallBudget budget);
}
