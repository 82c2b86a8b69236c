package org.clustershare.cluster.renewal;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;

/** Every minute: client certificates that end soon, and requests for new ones. */
@Singleton
// Each step is a transaction of its own; none is open while a cluster is asked.
@TransactionManagement(TransactionManagementType.BEAN)
public class RenewalTimer {
  @Inject private RenewalRounds rounds;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
  void renew() {
    if (gate.awaitOpen()) {
      rounds.run();
    }
  }
}
