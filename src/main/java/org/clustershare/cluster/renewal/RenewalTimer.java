package org.clustershare.cluster.renewal;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timer that runs a renewal round every minute. */
@Singleton
// Each step has its own transactions; none is open during a request to a cluster.
@TransactionManagement(TransactionManagementType.BEAN)
public class RenewalTimer {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalTimer.class);

  @Inject private RenewalRounds rounds;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
  void renew() {
    if (!gate.awaitOpen()) {
      return;
    }
    try {
      rounds.run();
    } catch (RuntimeException e) {
      // The server deletes a timer that throws twice, and no certificate would be renewed again.
      LOG.warn("certificates not renewed in this round: reason={}", e.toString());
    }
  }
}
