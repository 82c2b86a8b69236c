package org.clustershare.fleet;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/**
 * Runs the workers of a {@link WorkQueue} in the EJB container's thread pool. A
 * ManagedExecutorService does not suffice: a task that an EJB's thread submits inherits the EJB's
 * invocation, and Payara then confuses the invocations of other threads.
 */
@Stateless
// No transaction: the tasks call clusters over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ReconcileWorker {
  @Asynchronous
  public void run(Runnable queueWorker) {
    queueWorker.run();
  }
}
