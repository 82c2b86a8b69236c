package org.clustershare.testbed.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void noOutgoingConnectionTakesAPort() {
    assertThat(IntStream.range(0, 100).map(i -> Ports.free()))
        .allMatch(port -> port < Ports.ephemeralStart())
        .doesNotHaveDuplicates();
  }

  @Test
  void aPortInUseIsNotReturned() throws IOException {
    try (var taken = new ServerSocket(0)) {
      assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
    }
  }
}
