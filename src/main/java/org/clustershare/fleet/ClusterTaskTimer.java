package org.clustershare.fleet;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
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

/** Calls {@link ClusterTaskScheduler#tick} once a second, and releases the leases at shutdown. */
@Singleton
@Startup
@DependsOn("ApplicationStartup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// No transaction: the tasks call clusters over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ClusterTaskTimer {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTaskTimer.class);

  private static final long PERIOD_MILLIS = 1_000;

  @Inject private ClusterTaskScheduler clusterTaskScheduler;
  @Inject private DeploymentGate gate;
  @Resource private TimerService timers;

  @PostConstruct
  void start() {
    // Not persistent: the timer starts with the server and needs no data grid.
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig("reconcile", false));
  }

  @Timeout
  void tick() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      clusterTaskScheduler.tick();
    } catch (RuntimeException e) {
      // The database may be back at the next tick. The container may cancel a timer that throws.
      LOG.warn("cluster tasks not started: reason={}", e.toString());
    }
  }

  @PreDestroy
  void stop() {
    try {
      clusterTaskScheduler.release();
    } catch (RuntimeException e) {
      // The other instances acquire the clusters when the lease is over, after 30 seconds.
      LOG.info("leases not released: reason={}", e.toString());
    }
  }
}
