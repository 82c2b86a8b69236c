package org.clustershare.trust.check;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.clustershare.fleet.ClusterTaskScheduler;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.queue.FairRoundRobin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link FlagCheck} of all clusters that this instance reconciles, so that instances share
 * the work. It checks one cluster after another, because no person waits for the result.
 */
@ApplicationScoped
public class TrustMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(TrustMonitor.class);

  /** Limit of a round, shorter than the interval of the timer. */
  private static final Duration MAX_ROUND = Duration.ofMinutes(8);

  private final ClusterTaskScheduler clusterTaskScheduler;
  private final FlagCheck flagCheck;
  private final InstallationSettings installation;
  private final Clock clock;

  @SuppressWarnings("NullAway.Init")
  private FairRoundRobin rounds;

  @Inject
  TrustMonitor(
      ClusterTaskScheduler clusterTaskScheduler,
      FlagCheck flagCheck,
      InstallationSettings installation,
      Clock clock) {
    this.clusterTaskScheduler = clusterTaskScheduler;
    this.flagCheck = flagCheck;
    this.installation = installation;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    rounds = new FairRoundRobin(MAX_ROUND, clock);
  }

  /** Checks all owned clusters once; does nothing while the feature gate is closed. */
  public void checkAll() {
    if (installation.isOpen(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
      rounds.run(clusterTaskScheduler.ownedClusters(), this::check);
    }
  }

  private void check(String clusterId) {
    try {
      flagCheck.run(clusterId);
    } catch (RuntimeException oneOfMany) {
      LOG.info("trust not checked: cluster={} reason={}", clusterId, oneOfMany.toString());
    }
  }
}
