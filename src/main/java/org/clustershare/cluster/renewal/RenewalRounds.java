package org.clustershare.cluster.renewal;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds over the clusters whose client certificate expires soon, or that have a certificate
 * request. A round starts no step after 40 seconds; the next one continues with the clusters that
 * have waited longest.
 */
@ApplicationScoped
public class RenewalRounds {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalRounds.class);
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final ClusterRows rows;
  private final CertificateRenewal renewal;
  private final Clock clock;

  @SuppressWarnings("NullAway.Init")
  private RenewalTurns turns;

  @Inject
  RenewalRounds(ClusterRows rows, CertificateRenewal renewal, Clock clock) {
    this.rows = rows;
    this.renewal = renewal;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    turns = new RenewalTurns(LIMIT, clock);
  }

  /** Runs one round. */
  public void run() {
    var end = clock.instant().plus(ClientCertificateUser.maxLeadTime());
    turns.run(rows.renewable(end), this::step);
  }

  private void step(String clusterId) {
    try {
      renewal.step(clusterId);
    } catch (RuntimeException e) {
      LOG.info("certificate not renewed yet: cluster={} reason={}", clusterId, e.getMessage());
    }
  }
}
