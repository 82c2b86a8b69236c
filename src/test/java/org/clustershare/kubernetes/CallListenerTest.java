package org.clustershare.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.Dns;
import org.clustershare.kubernetes.connection.ApiConnection.Limits;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An API server that refuses the second call, and holds back all answers while a test wants it. */
class CallListenerTest {
  private static final String PATH = "/api/v1/namespaces";
  private static final int CALLS_AT_ONCE = 16;

  private final HttpServer server = start();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final CallListener listener =
      () -> {
        events.add("waits");
        return () -> events.add("goes on");
      };

  private HttpServer start() {
    try {
      var started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      started.createContext(
          "/",
          exchange -> {
            boolean refused = calls.incrementAndGet() == 2;
            try (exchange) {
              answers.await();
              exchange.getResponseHeaders().add("Retry-After", "0");
              exchange.sendResponseHeaders(refused ? 429 : 200, 0);
              exchange.getResponseBody().write("{\"kind\":\"A\"}".getBytes(UTF_8));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      started.start();
      return started;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ClusterApi api() {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var policy = new AddressPolicy(EnumSet.allOf(NetworkRange.class));
    return new ClusterApis(policy, Dns.SYSTEM, new Limits(Duration.ofSeconds(20), 1 << 20))
        .of(
            new ClusterAccess(
                address, Optional.empty(), new Credentials.BearerToken(Secret.of("a-token"))));
  }

  @AfterEach
  void stop() {
    answers.countDown();
    server.stop(0);
  }

  @Test
  void aListenerHearsOfEveryCallAndOfThePauseBeforeARetry() {
    var api = api();
    answers.countDown();

    ScopedValue.where(CallListener.CURRENT, listener)
        .run(
            () -> {
              api.get(PATH);
              api.get(PATH);
            });
    api.get(PATH);

    assertThat(calls).hasValue(4);
    assertThat(events)
        .as("the first call, the refused one, the pause, the retry; not the call of other work")
        .containsExactlyElementsOf(
            Collections.nCopies(4, List.of("waits", "goes on")).stream()
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void aListenerHearsOfTheWaitForATurnAmongTheCallsToOneServer() throws InterruptedException {
    var api = api();
    var others =
        IntStream.range(0, CALLS_AT_ONCE)
            .mapToObj(i -> Thread.ofVirtual().start(() -> api.get(PATH)))
            .toList();
    await().until(() -> calls.get() == CALLS_AT_ONCE);

    var sentBefore = new AtomicInteger();
    CallListener answering =
        () -> {
          sentBefore.compareAndSet(0, calls.get());
          answers.countDown();
          return listener.begin();
        };
    Thread.ofVirtual()
        .start(() -> ScopedValue.where(CallListener.CURRENT, answering).run(() -> api.get(PATH)))
        .join();
    for (var other : others) {
      other.join();
    }

    assertThat(sentBefore).as("its own was not sent yet").hasValue(CALLS_AT_ONCE);
    assertThat(events).containsExactly("waits", "goes on", "waits", "goes on");
  }
}
