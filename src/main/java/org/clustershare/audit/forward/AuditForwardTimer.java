package org.clustershare.audit.forward;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timer that forwards new records every two seconds. */
@Singleton
// No transaction is open while a target accepts records.
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditForwardTimer {
  private static final Logger LOG = LoggerFactory.getLogger(AuditForwardTimer.class);

  @Inject private AuditForwarder forwarder;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*", second = "1/2", persistent = false)
  void forward() {
    if (!gate.awaitOpen()) {
      return;
    }
    try {
      forwarder.forward();
    } catch (RuntimeException e) { // such as a database that is away
      LOG.warn("audit records not forwarded: reason={}", e.getMessage());
    }
  }
}
