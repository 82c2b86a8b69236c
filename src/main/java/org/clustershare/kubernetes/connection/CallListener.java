package org.clustershare.kubernetes.connection;

/** Whoever wants to know while a server is waited for, to give others what is not needed then. */
@FunctionalInterface
public interface CallListener {
  /** Does nothing with it. */
  CallListener NONE = () -> () -> {};

  /** A wait for the head of an answer begins. */
  Wait begin();

  /** One wait. */
  @FunctionalInterface
  interface Wait {
    /**
     * The answer begins to come, or none will. May itself wait: the answer is not read before it
     * returns.
     */
    void end();
  }
}
