package org.clustershare.fleet;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/**
 * Gives a thread an invocation of the EJB container, because Payara's entity managers need one. The
 * thread itself is a virtual one of the {@link ReconcileScheduler}.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// No transaction: the tasks call clusters over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ReconcileWorker {
  public void run(Runnable queueWorker) {
    queueWorker.run();
  }
}
