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
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.clustershare.platform.Settings;
import org.clustershare.rbac.control.ReconcileDue;

/** Starts a look at every cluster's roles, once an interval. */
@Singleton
@Startup
@DependsOn("Start")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// No transaction: clusters are spoken to over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ReconcileTimer {
  @Inject private Event<ReconcileDue> due;
  @Inject private Settings settings;
  @Resource private TimerService timers;

  @PostConstruct
  void begin() {
    long interval = settings.reconcileInterval().toMillis();
    // Not persistent: the timer begins with the server, and needs no data grid.
    timers.createIntervalTimer(interval, interval, new TimerConfig("reconcile", false));
  }

  @Timeout
  void reconcile() {
    // Asynchronously: tasks begun in an EJB's own thread take its invocation along and fail to end
    // it.
    due.fireAsync(new ReconcileDue());
  }
}
