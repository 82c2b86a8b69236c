package org.clustershare.cluster.renewal;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;

/** Timer that runs a renewal round every minute. */
@Singleton
// Each step has its own transactions; none is open during a request to a cluster.
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
