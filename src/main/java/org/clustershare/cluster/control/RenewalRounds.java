package org.clustershare.cluster.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round the clusters whose client certificate ends soon, or that were asked for one. A round
 * begins no step after 40 seconds, and takes the clusters in another order each time: clusters that
 * hang delay others by rounds, and there are days.
 */
@ApplicationScoped
public class RenewalRounds {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalRounds.class);
  private static final Duration LONGEST = Duration.ofSeconds(40);

  @Inject private ClusterRows rows;
  @Inject private CertificateRenewal renewal;
  @Inject private Clock clock;

  /** One round. */
  public void run() {
    var begun = clock.instant();
    var ids = new ArrayList<>(rows.renewable(begun.plus(ClientCertificateUser.earliest())));
    Collections.shuffle(ids);
    for (var id : ids) {
      if (clock.instant().isAfter(begun.plus(LONGEST))) {
        return;
      }
      try {
        renewal.step(id);
      } catch (RuntimeException oneOfMany) {
        LOG.info("certificate not renewed yet: cluster={} reason={}", id, oneOfMany.getMessage());
      }
    }
  }
}
