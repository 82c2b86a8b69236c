package org.clustershare.trust.check;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;

/** Timer that checks the flags of clusters every ten minutes, without tokens. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TrustTimer {
  @Inject private TrustMonitor monitor;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void checkAll() {
    if (gate.awaitOpen()) {
      monitor.checkAll();
    }
  }
}
