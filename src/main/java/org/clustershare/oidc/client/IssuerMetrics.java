package org.clustershare.oidc.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.clustershare.platform.metrics.MetricFamily;
import org.clustershare.platform.metrics.Metrics;

/** Gauge that tells whether the installation's issuer answers. */
@ApplicationScoped
public class IssuerMetrics {
  private final Issuer issuer;
  private final Metrics metrics;

  @Inject
  IssuerMetrics(Issuer issuer, Metrics metrics) {
    this.issuer = issuer;
    this.metrics = metrics;
  }

  void onStartup(@Observes Startup event) {
    metrics.gauge(MetricFamily.ISSUER_REACHABLE, () -> issuer.state().reachable() ? 1 : 0);
  }
}
