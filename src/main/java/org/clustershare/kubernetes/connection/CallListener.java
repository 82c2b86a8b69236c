package org.clustershare.kubernetes.connection;

/**
 * Listener that learns when a call waits for an API server, to lend its permit to other work
 * meanwhile.
 */
@FunctionalInterface
public interface CallListener {
  /** The listener of all calls that the current work makes in this thread. */
  ScopedValue<CallListener> CURRENT = ScopedValue.newInstance();

  /**
   * A call starts to wait: for its response, for its turn among the calls to its API server, or
   * before it is retried.
   */
  Wait begin();

  /** A wait in progress. */
  @FunctionalInterface
  interface Wait extends AutoCloseable {
    /**
     * The wait is over, because the response has arrived or the call has failed. May block: the
     * response is parsed only after this method returns.
     */
    @Override
    void close();
  }

  /** A call of the current work starts to wait; nothing happens if the work has no listener. */
  static Wait beginWait() {
    return CURRENT.isBound() ? CURRENT.get().begin() : () -> {};
  }
}
