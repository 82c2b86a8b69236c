package org.clustershare.audit.chain;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.audit.AuditTrail;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timer that chains records every two seconds, counts those that were left out every minute, and
 * deletes old ones every night.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditChainTimer {
  private static final Logger LOG = LoggerFactory.getLogger(AuditChainTimer.class);

  @Inject private ChainSealer sealer;
  @Inject private AuditTrail trail;
  @Inject private TrailCondition condition;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void chain() {
    if (gate.awaitOpen()) {
      run("chained", sealer::chain);
    }
  }

  @Schedule(hour = "*", minute = "*", persistent = false)
  void recordLeftOut() {
    if (gate.awaitOpen()) {
      run("counted", trail::recordLeftOut);
      run("chained in time", sealer::requireNoneWaits);
    }
  }

  @Schedule(hour = "3", minute = "17", persistent = false)
  void prune() {
    if (gate.awaitOpen()) {
      run("deleted", sealer::prune);
    }
  }

  private void run(String what, Runnable work) {
    try {
      work.run();
      condition.good(what);
    } catch (RuntimeException e) { // such as a database that is away
      condition.fault(what, String.valueOf(e.getMessage()));
      LOG.error("audit records not {}: reason={}", what, e.getMessage());
    }
  }
}
