package org.clustershare.roles.apply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import org.clustershare.platform.metrics.MetricFamily;
import org.clustershare.platform.metrics.Metrics;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.settings.RoleSettings;

/** Metrics of drift: the steps that clusters needed, and the clusters that still differ. */
@ApplicationScoped
public class DriftMetrics {
  /** How many intervals a cluster counts after its last reconciliation by this instance. */
  private static final int INTERVALS = 3;

  private final Metrics metrics;

  /** By cluster id. A cluster that another instance reconciles now leaves it by its age. */
  private final Cache<String, Boolean> drifted;

  @Inject
  DriftMetrics(Metrics metrics, RoleSettings settings) {
    this.metrics = metrics;
    this.drifted =
        Caffeine.newBuilder()
            .expireAfterWrite(
                settings.reconcileInterval().multipliedBy(INTERVALS).plus(Duration.ofMinutes(1)))
            .build();
  }

  void onStartup(@Observes Startup event) {
    metrics.gauge(
        MetricFamily.CLUSTERS,
        () -> {
          drifted.cleanUp();
          return drifted.estimatedSize();
        },
        "drifted");
  }

  /** Counts the result of one reconciliation. */
  void record(String clusterId, ReconcileResult result) {
    int planned = result.plan().steps().size();
    int repaired = result.done().size();
    int left = Math.max(0, planned - repaired);
    metrics.increment(MetricFamily.ROLE_DRIFT, repaired, "repaired");
    metrics.increment(
        MetricFamily.ROLE_DRIFT,
        left,
        result.mode() == ReconcileMode.REPORT ? "reported" : "refused");
    if (left > 0) {
      drifted.put(clusterId, true);
    } else if (result.failure().isEmpty()) {
      drifted.invalidate(clusterId);
    }
  }
}
