package org.clustershare.rbac.boundary;

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
import org.clustershare.platform.settings.Settings;
import org.clustershare.rbac.control.Fleet;

/** Starts a look at every cluster's roles, once an interval. */
@Singleton
@Startup
@DependsOn("Start")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// No transaction: clusters are spoken to over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ReconcileTimer {
  @Inject private Fleet fleet;
  @Inject private Settings settings;
  @Resource private TimerService timers;

  @PostConstruct
  void begin() {
    long interval = settings.roles().reconcileInterval().toMillis();
    // Not persistent: the timer begins with the server, and needs no data grid.
    timers.createIntervalTimer(interval, interval, new TimerConfig("reconcile", false));
  }

  @Timeout
  void reconcile() {
    fleet.reconcileAll();
  }
}
