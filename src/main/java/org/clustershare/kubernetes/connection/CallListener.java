package org.clustershare.kubernetes.connection;

/**
 * Listener that learns when a call waits for a response, to lend its permit to other work
 * meanwhile.
 */
@FunctionalInterface
public interface CallListener {
  /** Ignores all waits. */
  CallListener NONE = () -> () -> {};

  /** A call starts to wait for the head of its response. */
  Wait begin();

  /** A wait in progress. */
  @FunctionalInterface
  interface Wait {
    /**
     * The response has started to arrive, or the call has failed. May block: the response is read
     * only after this method returns.
     */
    void end();
  }
}
