package org.clustershare.fleet;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/**
 * Looks at clusters in a thread of the EJB container's own pool. A ManagedExecutorService is not
 * enough here: tasks begun in an EJB's thread take its invocation along, and Payara then mixes up
 * the invocations of other threads.
 */
@Stateless
// No transaction: clusters are spoken to over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ReconcileWorker {
  @Asynchronous
  public void run(Runnable lane) {
    lane.run();
  }
}
