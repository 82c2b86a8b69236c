package org.clustershare.audit.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Deliveries stay small, and shrink until the target accepts them. */
class DeliverySizeTest {
  private final DeliverySize size = new DeliverySize();

  @Test
  void longRecordsAreSplit() {
    var lines = Collections.nCopies(100, "x".repeat(16 * 1024 - 1));

    assertThat(size.fitting(lines)).hasSize(16);
  }

  @Test
  void aRefusedDeliveryHalvesTheNextDownToOneRecord() {
    var lines = Collections.nCopies(8, "x".repeat(1023));
    size.reduce(size.fitting(lines));
    assertThat(size.fitting(lines)).hasSize(4);
    for (int i = 0; i < 10; i++) {
      size.reduce(size.fitting(lines));
    }

    assertThat(size.fitting(lines)).hasSize(1);
  }
}
