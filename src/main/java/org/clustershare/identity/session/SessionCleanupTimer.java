package org.clustershare.identity.session;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timer that deletes the rows of ended console sessions every ten minutes, on any instance. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class SessionCleanupTimer {
  private static final Logger LOG = LoggerFactory.getLogger(SessionCleanupTimer.class);

  @Inject private ConsoleSessions sessions;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void cleanUp() {
    if (!gate.awaitOpen()) {
      return;
    }
    try {
      sessions.deleteEnded();
    } catch (RuntimeException e) {
      // The database may be back in ten minutes. The container may cancel a timer that throws.
      LOG.warn("ended console sessions not deleted: reason={}", e.toString());
    }
  }
}
