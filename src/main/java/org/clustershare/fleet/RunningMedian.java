package org.clustershare.fleet;

import java.time.Duration;

/**
 * An estimate of the recent median of durations. Each sample moves it by a tenth, up or down. So a
 * few very long samples hardly change it, and it follows within some ten samples when all are slow.
 */
final class RunningMedian {
  private static final double STEP = 1.1;

  private double nanos;

  RunningMedian(Duration initial) {
    this.nanos = initial.toNanos();
  }

  void record(Duration sample) {
    nanos = sample.toNanos() > nanos ? nanos * STEP : nanos / STEP;
  }

  Duration times(int factor) {
    return Duration.ofNanos((long) (nanos * factor));
  }
}
