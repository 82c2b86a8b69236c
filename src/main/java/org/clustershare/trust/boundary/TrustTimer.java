package org.clustershare.trust.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.clustershare.trust.control.TrustWatch;

/** Every ten minutes: what can be seen of trust without anybody's token. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TrustTimer {
  @Inject private TrustWatch watch;

  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void look() {
    watch.look();
  }
}
