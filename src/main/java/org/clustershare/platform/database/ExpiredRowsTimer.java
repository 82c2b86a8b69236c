package org.clustershare.platform.database;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timer that deletes expired rows every minute. Each instance runs it for the rows of all
 * instances, so rows of a killed instance do not stay.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ExpiredRowsTimer {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredRowsTimer.class);

  @Inject private Instance<ExpiringRows> tables;
  @Inject private Clock clock;
  @Inject private DeploymentGate gate;

  @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
  void deleteExpired() {
    if (gate.awaitOpen()) {
      tables.forEach(this::deleteExpired);
    }
  }

  private void deleteExpired(ExpiringRows rows) {
    try {
      rows.deleteExpired(clock.instant());
    } catch (RuntimeException databaseAway) {
      LOG.warn("expired rows not deleted: reason={}", databaseAway.toString());
    }
  }
}
