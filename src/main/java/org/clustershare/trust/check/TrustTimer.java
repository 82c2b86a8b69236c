package org.clustershare.trust.check;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;

/** Every ten minutes: what can be seen of trust without anybody's token. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TrustTimer {
  @Inject private TrustWatch watch;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void look() {
    if (gate.awaitOpen()) {
      watch.look();
    }
  }
}
