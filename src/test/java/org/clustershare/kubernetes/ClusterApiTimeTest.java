package org.clustershare.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.clustershare.kubernetes.ScriptedApiServer.BODY;
import static org.clustershare.kubernetes.ScriptedApiServer.IMPATIENT;
import static org.clustershare.kubernetes.ScriptedApiServer.PATH;
import static org.clustershare.kubernetes.ScriptedApiServer.send;
import static org.clustershare.kubernetes.ScriptedApiServer.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a call waits for an API server, and when it is sent once more. */
class ClusterApiTimeTest {
  @RegisterExtension final ScriptedApiServer server = new ScriptedApiServer();
  private final AtomicInteger calls = server.calls;
  private final ClusterApi api = server.api();

  @Test
  void aServerThatHangsIsLeftWhenTheTimeIsUp() {
    var impatient = server.impatient();
    server.when((exchange, call) -> Thread.sleep(2_000));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> impatient.get(PATH))
        .withMessageContaining("did not answer within");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aServerThatDripsIsLeftWhenTheTimeIsUp() {
    var impatient = server.impatient();
    server.when(
        (exchange, call) -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 20; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(100);
          }
        });

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> impatient.get(PATH));
  }

  @Test
  void aListThatTakesLongToProcessIsLeftWhenTheTimeIsUp() {
    int many = 5_000;
    var items = String.join(",", Collections.nCopies(many, "{\"metadata\":{\"name\":\"a\"}}"));
    server.when(
        (exchange, call) ->
            send(exchange, 200, "{\"kind\":\"NamespaceList\",\"items\":[" + items + "]}"));
    var handedOver = new AtomicInteger();
    var list = api.within(Duration.ofSeconds(1)).objects(PATH, "");

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(
            () ->
                list.forEach(
                    FieldMask.of("metadata name"),
                    object -> {
                      if (handedOver.incrementAndGet() == 1) {
                        sleep(Duration.ofSeconds(1));
                      }
                      return 0;
                    }))
        .withMessageContaining("takes too long");
    assertThat(handedOver).hasValueLessThan(many);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSeriesOfCallsEndsTogether() {
    server.when((exchange, call) -> Thread.sleep(2_000));
    var hurried = api.within(Duration.ofMillis(50));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> hurried.get(PATH))
        .withMessageContaining("did not answer within");
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> hurried.get(PATH))
        .withMessageContaining("the time limit is reached");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aCallIsRepeatedAfterTheTimeInRetryAfter() {
    server.when(
        (exchange, call) -> {
          exchange.getResponseHeaders().add("Retry-After", "0");
          send(exchange, call == 1 ? 429 : 200, call == 1 ? status(429, "TooManyRequests") : "{}");
        });

    assertThat(api.create(PATH, BODY)).isEmpty();
    assertThat(calls).hasValue(2);
  }

  @Test
  void aLongTimeInRetryAfterEndsTheCall() {
    server.when(
        (exchange, call) -> {
          exchange.getResponseHeaders().add("Retry-After", "60");
          send(exchange, 429, status(429, "TooManyRequests"));
        });

    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> api.get(PATH))
        .matches(refused -> refused.status() == 429);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aBrokenConnectionRepeatsReadsAndNeverWrites() {
    server.when((exchange, call) -> {}); // closed without an answer

    assertThatThrownBy(() -> api.get(PATH)).hasMessageContaining("was interrupted");
    assertThat(calls.getAndSet(0)).isGreaterThanOrEqualTo(3);
    assertThatThrownBy(() -> api.replace(PATH, BODY)).hasMessageContaining("was interrupted");
    assertThat(calls).hasValue(1);
  }

  @Test
  void anAnswerThatStallsIsStillWaitedFor() throws Exception {
    var rest = new CountDownLatch(1);
    var half = "{\"kind\":\"A\",\"filler\":\"" + "x".repeat(300 << 10);
    server.when(
        (exchange, call) -> {
          exchange.sendResponseHeaders(200, 0);
          var body = exchange.getResponseBody();
          body.write(half.getBytes(UTF_8));
          body.flush();
          awaitQuietly(rest);
          body.write("\"}".getBytes(UTF_8));
          body.close();
        });
    var events = new ConcurrentLinkedQueue<String>();
    CallListener listener =
        () -> {
          events.add("waits");
          return () -> events.add("goes on, rest sent: " + (rest.getCount() == 0));
        };

    var kind =
        CompletableFuture.supplyAsync(
            () ->
                ScopedValue.where(CallListener.CURRENT, listener)
                    .call(() -> api.get(PATH).getString("kind")));
    await().until(() -> events.contains("waits"));
    rest.countDown();

    assertThat(kind.get(10, TimeUnit.SECONDS)).isEqualTo("A");
    assertThat(events).containsExactly("waits", "goes on, rest sent: true");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSmallAnswerIsReadBeforeTheWaitForAPlace() {
    server.when((exchange, call) -> send(exchange, 200, "{\"kind\":\"A\"}"));
    var longer = IMPATIENT.call().multipliedBy(2);
    CallListener forAPlace = () -> () -> await().pollDelay(longer).until(() -> true);

    var kinds = new ArrayList<String>();
    ScopedValue.where(CallListener.CURRENT, forAPlace)
        .run(() -> kinds.add(server.impatient().get(PATH).getString("kind")));

    assertThat(kinds).containsExactly("A");
  }
}
