package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningMedianTest {
  private final RunningMedian usual = new RunningMedian(Duration.ofMillis(100));

  @Test
  void aFewThatTakeForEverChangeNothing() {
    for (int i = 0; i < 1_000; i++) {
      usual.record(i % 5 == 0 ? Duration.ofSeconds(1) : Duration.ofMillis(20 + i % 10));
    }

    assertThat(usual.times(1)).isBetween(Duration.ofMillis(15), Duration.ofMillis(40));
  }

  @Test
  void whenEverythingBecomesSlowItIsSoonTheUsual() {
    for (int i = 0; i < 20; i++) {
      usual.record(Duration.ofMillis(400));
    }

    assertThat(usual.times(3)).isGreaterThan(Duration.ofSeconds(1));
  }
}
