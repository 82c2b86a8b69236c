package org.clustershare.cluster.rotation;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timer of the encryption keys' rotation: begins after the start, and again after a failure. */
@Singleton
@Startup
@DependsOn("ApplicationStartup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// Each cluster has its own transaction, so that an interrupted rotation can continue.
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyRotationTimer {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotationTimer.class);
  private static final long DELAY_MILLIS = 5_000;
  private static final long PAUSE_MILLIS = 60_000;

  @Inject private KeyRotation rotation;
  @Inject private DeploymentGate gate;
  @Resource private TimerService timers;

  @PostConstruct
  void start() {
    timers.createSingleActionTimer(DELAY_MILLIS, new TimerConfig("key-rotation", false));
  }

  @Timeout
  void rotate() {
    if (!gate.awaitOpen()) {
      return;
    }
    try {
      rotation.run();
    } catch (RuntimeException e) {
      LOG.warn("key rotation interrupted, it continues in a minute: reason={}", e.toString());
      timers.createSingleActionTimer(PAUSE_MILLIS, new TimerConfig("key-rotation", false));
    }
  }
}
