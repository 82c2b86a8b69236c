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

/** Asks the issuer from time to time, so that no request waits for it and its state is known. */
@Singleton
@Startup
@DependsOn("ApplicationStartup")
// No transaction: the issuer is spoken to over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class IssuerRefreshTimer {
  private static final long FIRST = 1_000;
  private static final long INTERVAL = 30_000;

  @Inject private Issuer issuer;
  @Inject private DeploymentGate gate;
  @Resource private TimerService timers;

  @PostConstruct
  void begin() {
    // Not persistent: the timer begins with the server, and needs no data grid.
    timers.createIntervalTimer(FIRST, INTERVAL, new TimerConfig("issuer", false));
  }

  @Timeout
  void ask() {
    if (gate.awaitOpen()) {
      issuer.refresh();
    }
  }
}
