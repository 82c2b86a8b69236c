package org.clustershare.testbed.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  /** Another JVM of tests: takes a port, prints it, and ends with its standard input. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(Ports.free());
      System.in.transferTo(System.out);
    }
  }

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

  @Test
  void aPortOfAnotherJvmIsNotReturnedBeforeItsProgramStarts() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var other =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Other.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = other.inputReader()) {
      int port = Integer.parseInt(output.readLine());

      assertThat(Ports.isFree(port)).isTrue();
      assertThat(Ports.reserve(port)).isFalse();
    } finally {
      other.destroy();
    }
  }
}
