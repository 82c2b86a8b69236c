package org.clustershare.identity.limit;

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
import java.util.concurrent.atomic.AtomicBoolean;
import org.clustershare.platform.deployment.DeploymentGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timer of the {@link UsageExchange}: every two seconds. */
@Singleton
@Startup
@DependsOn("ApplicationStartup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class UsageExchangeTimer {
  private static final Logger LOG = LoggerFactory.getLogger(UsageExchangeTimer.class);
  private static final long PERIOD_MILLIS = 2_000;

  @Inject private UsageExchange exchange;
  @Inject private DeploymentGate gate;
  @Resource private TimerService timers;

  private final AtomicBoolean running = new AtomicBoolean();

  @PostConstruct
  void start() {
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig("rates", false));
  }

  @Timeout
  void exchange() {
    // While the database is slow, one exchange waits for it and not one more every two seconds.
    if (!gate.isOpen() || !running.compareAndSet(false, true)) {
      return;
    }
    try {
      exchange.run();
    } catch (RuntimeException databaseAway) {
      LOG.debug("rates not exchanged: reason={}", databaseAway.toString());
    } finally {
      running.set(false);
    }
  }
}
