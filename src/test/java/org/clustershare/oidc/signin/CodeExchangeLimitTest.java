package org.clustershare.oidc.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.clustershare.oidc.signin.CodeExchangeLimit.Exchange;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeExchangeLimitTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger asking = new AtomicInteger();

  /** A provider that lets all requests wait until the test lets it answer. */
  private final Exchange<String> slow =
      () -> {
        asking.incrementAndGet();
        try {
          answer.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        return "refused";
      };

  @AfterEach
  void end() {
    answer.countDown();
    threads.shutdownNow();
  }

  private CompletableFuture<String> ask(
      CodeExchangeLimit places, String address, Exchange<String> exchange) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return places.within(address, exchange);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        threads);
  }

  private List<CompletableFuture<String>> hold(CodeExchangeLimit places, int many, String address) {
    int before = asking.get();
    var held = IntStream.range(0, many).mapToObj(i -> ask(places, address, slow)).toList();
    await().pollInterval(Duration.ofMillis(2)).until(() -> asking.get() == before + many);
    return held;
  }

  private static void assertFull(CodeExchangeLimit places, String address) {
    assertThatThrownBy(() -> places.within(address, () -> "answered"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.TOO_MANY_SIGN_INS));
  }

  @Test
  void oneAddressLeavesPlacesForOthers() throws IOException {
    var places = new CodeExchangeLimit(Duration.ofMillis(20));
    hold(places, 24, "192.0.2.1");

    assertFull(places, "192.0.2.1");
    assertThat(places.within("192.0.2.2", () -> "answered")).isEqualTo("answered");
  }

  @Test
  void manyAddressesTogetherHave32() {
    var places = new CodeExchangeLimit(Duration.ofMillis(20));
    IntStream.range(0, 32).forEach(i -> hold(places, 1, "192.0.2." + i));

    assertFull(places, "198.51.100.1");
  }

  @Test
  void placesAreFreeAfterwardsAlsoWhenTheProviderFailed() throws IOException {
    var places = new CodeExchangeLimit(Duration.ofMillis(20));
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(
              () ->
                  places.within(
                      "192.0.2.1",
                      () -> {
                        throw new IOException("down");
                      }))
          .hasMessage("down");
    }

    assertThat(places.within("192.0.2.1", () -> "answered")).isEqualTo("answered");
  }

  @Test
  void aBurstOfPeopleBehindOneProxyIsServedByAProviderThatAnswers() {
    var places = new CodeExchangeLimit(Duration.ofSeconds(30));
    var held = hold(places, 24, "192.0.2.1");
    var burst =
        IntStream.range(0, 40).mapToObj(i -> ask(places, "192.0.2.1", () -> "answered")).toList();

    answer.countDown();

    assertThat(burst.stream().map(CompletableFuture::join)).containsOnly("answered");
    assertThat(held.stream().map(CompletableFuture::join)).containsOnly("refused");
  }

  @Test
  void only64Wait() {
    var places = new CodeExchangeLimit(Duration.ofSeconds(30));
    hold(places, 24, "192.0.2.1");

    var more = IntStream.range(0, 100).mapToObj(i -> ask(places, "192.0.2.1", slow)).toList();

    await()
        .untilAsserted(
            () ->
                assertThat(more.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .hasSize(36));
  }
}
