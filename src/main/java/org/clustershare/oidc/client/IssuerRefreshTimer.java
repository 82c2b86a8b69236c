package org.clustershare.oidc.client;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;

/**
 * Timer that requests the issuer's metadata every 30 seconds, so that no request waits for it and
 * its state is known.
 */
@Singleton
@Startup
@DependsOn("ApplicationStartup")
// No transaction: the timer calls the issuer over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class IssuerRefreshTimer {
  private static final long FIRST_MILLIS = 1_000;
  private static final long INTERVAL_MILLIS = 30_000;

  @Inject private Issuer issuer;
  @Inject private DeploymentGate gate;
  @Resource private TimerService timers;

  @PostConstruct
  void start() {
    // Not persistent: the timer starts with the server, and needs no data grid.
    timers.createIntervalTimer(FIRST_MILLIS, INTERVAL_MILLIS, new TimerConfig("issuer", false));
  }

  @Timeout
  void refresh() {
    if (gate.awaitOpen()) {
      issuer.refresh();
    }
  }
}
