package org.clustershare.trust.check;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.clustershare.fleet.ReconcileScheduler;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what can be seen of trust without anybody's token, at the clusters that this instance looks
 * after: several instances share them as they share reconciling. One thread does it, because the
 * server's others belong to reconciling; a cluster has five seconds.
 */
@ApplicationScoped
public class TrustWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TrustWatch.class);

  /** Shorter than the time between two rounds. */
  private static final Duration LONGEST = Duration.ofMinutes(8);

  @Inject private ReconcileScheduler reconcileScheduler;
  @Inject private TrustChecks trustChecks;
  @Inject private InstallationSettings installation;
  @Inject private Clock clock;

  @SuppressWarnings("NullAway.Init")
  private FairRoundRobin rounds;

  @PostConstruct
  void open() {
    rounds = new FairRoundRobin(LONGEST, clock);
  }

  /** A round; nothing while the gate is closed. */
  public void look() {
    if (installation.open(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
      rounds.run(reconcileScheduler.ownedClusters(), this::look);
    }
  }

  private void look(String clusterId) {
    try {
      trustChecks.watch(clusterId);
    } catch (RuntimeException oneOfMany) {
      LOG.info("trust not seen: cluster={} reason={}", clusterId, oneOfMany.toString());
    }
  }
}
