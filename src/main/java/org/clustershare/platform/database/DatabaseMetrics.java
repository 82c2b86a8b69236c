package org.clustershare.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.clustershare.platform.metrics.MetricFamily;
import org.clustershare.platform.metrics.Metrics;

/** Gauges of the connection pool. */
@ApplicationScoped
public class DatabaseMetrics {
  private final Metrics metrics;

  @Inject
  DatabaseMetrics(Metrics metrics) {
    this.metrics = metrics;
  }

  void onStartup(@Observes Startup event) {
    metrics.gauge(MetricFamily.DATABASE_CONNECTIONS, OpenConnections::count);
    metrics.gauge(MetricFamily.DATABASE_CONNECTIONS_LIMIT, () -> Database.MAX_CONNECTIONS);
  }
}
