package org.clustershare.fleet;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadFactory;

/** Virtual threads for work that waits for clusters and uses the database. */
@Dependent
class VirtualThreads {
  private final ContainerInvocation invocation;

  @Inject
  VirtualThreads(ContainerInvocation invocation) {
    this.invocation = invocation;
  }

  /**
   * A factory of threads that inherit nothing from the thread that creates them. They would share
   * its invocation and its entity manager, which end before they do.
   */
  ThreadFactory factory(String name) {
    var threads = Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).factory();
    return work -> {
      var thread = threads.newThread(() -> invocation.run(work));
      thread.setContextClassLoader(VirtualThreads.class.getClassLoader());
      return thread;
    };
  }
}
