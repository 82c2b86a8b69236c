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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a look at the roles of every cluster whose time has come. */
@Singleton
@Startup
@DependsOn("Start")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// No transaction: clusters are spoken to over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ReconcileTimer {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileTimer.class);

  /** Milliseconds; which clusters are due is decided each time. */
  private static final long EVERY = 1_000;

  @Inject private ReconcileScheduler reconcileScheduler;
  @Resource private TimerService timers;

  @PostConstruct
  void start() {
    // Not persistent: the timer begins with the server, and needs no data grid.
    timers.createIntervalTimer(EVERY, EVERY, new TimerConfig("reconcile", false));
  }

  @Timeout
  void reconcile() {
    try {
      reconcileScheduler.tick();
    } catch (RuntimeException e) {
      // The next one may find the database again; a timer whose method throws can be given up.
      LOG.warn("reconciling could not begin: reason={}", e.toString());
    }
  }

  @PreDestroy
  void stop() {
    try {
      reconcileScheduler.release();
    } catch (RuntimeException e) {
      // The others find out by themselves, 30 seconds later.
      LOG.info("clusters not handed over: reason={}", e.toString());
    }
  }
}
