package org.clustershare.fleet.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.clustershare.fleet.ClusterTaskScheduler;
import org.clustershare.platform.metrics.MetricFamily;
import org.clustershare.platform.metrics.Metrics;

/** Gauges of the clusters that this instance owns, the reconciler's lag and its queues. */
@ApplicationScoped
public class FleetMetrics {
  private final ClusterTaskScheduler scheduler;
  private final Metrics metrics;

  @Inject
  FleetMetrics(ClusterTaskScheduler scheduler, Metrics metrics) {
    this.scheduler = scheduler;
    this.metrics = metrics;
  }

  void onStartup(@Observes Startup event) {
    metrics.gauge(MetricFamily.CLUSTERS, () -> scheduler.status().owned(), "owned");
    metrics.gauge(MetricFamily.CLUSTERS, () -> scheduler.status().failing(), "failing");
    metrics.gauge(MetricFamily.RECONCILE_LAG, () -> scheduler.status().lag().toMillis() / 1_000.0);
    metrics.gauge(MetricFamily.QUEUE_WAITING, () -> scheduler.quickQueue().waiting(), "quick");
    metrics.gauge(MetricFamily.QUEUE_WAITING, () -> scheduler.slowQueue().waiting(), "slow");
    metrics.gauge(MetricFamily.QUEUE_RUNNING, () -> scheduler.quickQueue().running(), "quick");
    metrics.gauge(MetricFamily.QUEUE_RUNNING, () -> scheduler.slowQueue().running(), "slow");
  }
}
