package org.clustershare.kubernetes.connection;

import java.time.Duration;

/** The time by which a call, or a series of calls, has ended; on the monotonic clock. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  Duration remaining() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }

  public boolean passed() {
    return remaining().isNegative() || remaining().isZero();
  }
}
