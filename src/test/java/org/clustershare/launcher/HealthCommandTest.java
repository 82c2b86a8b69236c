package org.clustershare.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit code by which Docker knows whether Cluster Share is healthy. */
class HealthCommandTest {
  @ParameterizedTest
  @CsvSource({"ready,200,0", "live,200,0", "ready,503,1", "live,404,1", "ready,302,1"})
  void onlyAnAnswer200IsHealthy(String kind, int status, int code) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/" + kind,
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(HealthCommand.run(kind, "" + server.getAddress().getPort())).isEqualTo(code);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServerThatIsAwayIsUnhealthy() throws IOException {
    int port;
    try (var closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    assertThat(HealthCommand.run("live", "" + port)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"sick,8080", "ready,80a", "ready,123456", "ready,70000", "../../,8080", "--help,1"})
  void argumentsThatAreNoneAreRefused(String kind, String port) {
    assertThat(HealthCommand.run(kind, port)).isEqualTo(64);
  }
}
