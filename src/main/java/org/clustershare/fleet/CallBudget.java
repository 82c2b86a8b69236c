package org.clustershare.fleet;

import java.time.Duration;

/** Time limits for the calls of one run at one cluster. A single call never exceeds ten seconds. */
public enum CallBudget {
  /**
   * For clusters that answered quickly last time; 1 second for the first call, 10 seconds in all.
   */
  SHORT(Duration.ofSeconds(1), Duration.ofSeconds(10)),

  /** For slow clusters and for people who wait; 10 seconds for the first call, 1 minute in all. */
  LONG(Duration.ofSeconds(10), Duration.ofMinutes(1));

  private final Duration firstCall;
  private final Duration total;

  CallBudget(Duration firstCall, Duration total) {
    this.firstCall = firstCall;
    this.total = total;
  }

  /** The limit for the first call, with which a cluster that hangs is detected. */
  public Duration firstCall() {
    return firstCall;
  }

  /** The limit for all further calls together. */
  public Duration total() {
    return total;
  }
}
