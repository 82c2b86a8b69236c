package org.clustershare.fleet;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/**
 * Runs work within an invocation of the EJB container, in the caller's thread. Payara's entity
 * managers need one, and a thread that the server did not start has none.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
// No transaction: the work calls clusters over the network.
@TransactionManagement(TransactionManagementType.BEAN)
public class ContainerInvocation {
  public void run(Runnable work) {
    work.run();
  }
}
