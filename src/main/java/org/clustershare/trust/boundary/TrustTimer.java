package org.clustershare.trust.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.platform.settings.FeatureGate;
import org.clustershare.platform.settings.Settings;
import org.clustershare.trust.control.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every ten minutes: what can be seen of trust without anybody's token. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TrustTimer {
  private static final Logger LOG = LoggerFactory.getLogger(TrustTimer.class);

  @Inject private Clusters clusters;
  @Inject private Trust trust;
  @Inject private Settings settings;

  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void look() {
    if (settings.open(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
      clusters.ids().forEach(this::look);
    }
  }

  private void look(String clusterId) {
    try {
      trust.watch(clusterId);
    } catch (RuntimeException oneOfMany) {
      LOG.info("trust not seen: cluster={} reason={}", clusterId, oneOfMany.toString());
    }
  }
}
