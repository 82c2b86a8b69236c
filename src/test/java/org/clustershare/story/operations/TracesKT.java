package org.clustershare.story.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;

/** OpenTelemetry, when the operator turns it on: a collector gets spans, and no secret in them. */
@StoryTest
class TracesKT {
  private final Stack stack;

  TracesKT(Stack stack) {
    this.stack = stack;
  }

  /** A collector that keeps the bytes of what it gets (OTLP over HTTP). */
  private static final class Collector implements AutoCloseable {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final HttpServer server;

    Collector() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/v1/traces",
          exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            synchronized (received) {
              received.write(
                  "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                      ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                      : body);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
    }

    String address() {
      return "http://localhost:" + server.getAddress().getPort();
    }

    /** Strings of protocol buffers are UTF-8, so they can be searched. */
    String text() {
      synchronized (received) {
        return received.toString(StandardCharsets.ISO_8859_1);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void aCollectorGetsShareAndReconciliationWithoutSecrets(OwnParts own) throws IOException {
    int port = Product.freePort();
    var dex = own.issuer(port);
    var collector = own.closing(new Collector());
    var environment = Product.environment(port, dex, own.folder());
    environment.put("RECONCILE_INTERVAL", "1s");
    environment.put(
        "JAVA_OPTIONS",
        "-XX:+UseSerialGC -Xms64m -Xmx512m -XX:TieredStopAtLevel=1 -Dotel.sdk.disabled=false"
            + " -Dotel.traces.exporter=otlp -Dotel.exporter.otlp.protocol=http/protobuf -Dotel.bsp.schedule.delay=200"
            + " -Dotel.metrics.exporter=none -Dotel.logs.exporter=none"
            + " -Dotel.exporter.otlp.endpoint="
            + collector.address());
    var product = own.product(port, environment);
    var alice = new Actor(ALICE, new Api(product.base(), dex.idToken(ALICE)));
    var cluster = alice.at(alice.adds(stack.apiServer).to(alice.createsProject("Traced")));
    var link = cluster.shares();
    var bob = new Recipient(new Visitor(dex.caFile(), BOB));
    var page = bob.signsIn(link);
    var download = page.link("Download kubeconfig");
    var kubeconfig = bob.downloads(page).body();
    bob.requests(
        URI.create(product.base() + "/api/v1/kubeconfig?code=a-code-1234&state=a-state-5678"));
    bob.requests(URI.create(product.base() + "//%73hare;x=y/a-token-of-a-link"));

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(collector.text())
                    .contains("reconcile", "API server read", "API server write")
                    .contains("GET /api/v1/kubeconfig", "/share/REDACTED", "/download/REDACTED"));
    var secret = Pattern.compile("(?s).*id-token: (\\S+).*").matcher(kubeconfig);
    assertThat(secret.matches()).isTrue();
    assertThat(collector.text())
        .doesNotContain(
            link.getPath().substring("/share/".length()),
            download.getPath().substring(download.getPath().lastIndexOf('/') + 1),
            secret.group(1),
            Dex.CLIENT_SECRET,
            "a-code-1234",
            "a-state-5678",
            "a-token-of-a-link",
            "code=",
            "state=");
  }
}
