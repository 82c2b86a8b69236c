package org.clustershare.trust.check;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Timer that checks the flags of clusters every ten minutes, without tokens. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TrustTimer {
  @Inject private TrustMonitor watch;

  @Schedule(hour = "*", minute = "*/10", persistent = false)
  void checkAll() {
    watch.checkAll();
  }
}
