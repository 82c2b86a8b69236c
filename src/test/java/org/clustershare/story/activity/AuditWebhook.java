package org.clustershare.story.activity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook on this machine, which fails a few times and then collects what it gets. */
final class AuditWebhook implements AutoCloseable {
  private static final String AUTHORIZATION = "Bearer of-the-webhook";

  private final HttpServer server;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  private AuditWebhook(HttpServer server, int failures) {
    this.server = server;
    var left = new AtomicInteger(failures);
    server.createContext(
        "/audit",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean accepts =
              left.getAndDecrement() <= 0
                  && AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          if (accepts) {
            body.lines().forEach(lines::add);
          }
          exchange.sendResponseHeaders(accepts ? 204 : 503, -1);
          exchange.close();
        });
    server.start();
  }

  static AuditWebhook start(int failures) throws IOException {
    return new AuditWebhook(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), failures);
  }

  /** The settings of a product that sends its trail here, and to its standard output. */
  Map<String, String> environment() {
    return Map.of(
        "AUDIT_STDOUT",
        "true",
        "AUDIT_WEBHOOK_URL",
        "http://localhost:%d/audit".formatted(server.getAddress().getPort()),
        "AUDIT_WEBHOOK_AUTHORIZATION",
        AUTHORIZATION);
  }

  /** Waits for a line with a text, and returns all lines. */
  List<String> awaitLine(String text) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> lines.stream().anyMatch(line -> line.contains(text)));
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
