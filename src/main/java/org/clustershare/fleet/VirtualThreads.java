package org.clustershare.fleet;

import java.util.concurrent.ThreadFactory;

/** Virtual threads for work that waits for clusters. */
final class VirtualThreads {
  private VirtualThreads() {}

  /**
   * A factory of threads that inherit nothing from the thread that creates them. Otherwise they
   * would inherit Payara's invocation of an EJB or a request, which ends before they do.
   */
  static ThreadFactory factory(String name) {
    var builder = Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false);
    return work -> {
      var thread = builder.unstarted(work);
      thread.setContextClassLoader(VirtualThreads.class.getClassLoader());
      return thread;
    };
  }
}
