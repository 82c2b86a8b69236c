package org.clustershare.cluster.kubernetes;

import java.time.Duration;

/** When a call, or a series of calls, has to be over; measured with the monotonic clock. */
record Deadline(long nanoTime) {
  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }

  boolean passed() {
    return left().isNegative() || left().isZero();
  }
}
