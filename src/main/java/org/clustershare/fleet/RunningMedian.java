package org.clustershare.fleet;

import java.time.Duration;

/**
 * How long something usually takes just now: about the median, approached by small steps. So a few
 * that take for ever change nothing, and when everything becomes slow it is soon the usual.
 */
final class RunningMedian {
  private static final double STEP = 1.1;

  private double nanos;

  RunningMedian(Duration first) {
    this.nanos = first.toNanos();
  }

  void record(Duration took) {
    nanos = took.toNanos() > nanos ? nanos * STEP : nanos / STEP;
  }

  Duration times(int factor) {
    return Duration.ofNanos((long) (nanos * factor));
  }
}
