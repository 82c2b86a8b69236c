package org.clustershare.trust.check;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timer that checks the flags of clusters every ten minutes, without tokens. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TrustTimer {
  private static final Logger LOG = LoggerFactory.getLogger(TrustTimer.class);

  @Inject private TrustMonitor monitor;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void checkAll() {
    if (!gate.awaitOpen()) {
      return;
    }
    try {
      monitor.checkAll();
    } catch (RuntimeException e) {
      // The server deletes a timer that throws twice.
      LOG.warn("trust not checked in this round: reason={}", e.toString());
    }
  }
}
