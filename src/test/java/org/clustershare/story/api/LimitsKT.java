package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.clustershare.story.driver.ConsoleCookie;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.cluster.SimulatedCluster.Fault;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one person, and all strangers together, can hold of the server's threads. */
@StoryTest
class LimitsKT {
  private static final int STRANGERS = 260;

  private final HostileProviderStack hostileProviderStack;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();

  LimitsKT(HostileProviderStack hostileProviderStack) {
    this.hostileProviderStack = hostileProviderStack;
  }

  @BeforeEach
  void behave() {
    hostileProviderStack.provider.behave();
  }

  @AfterEach
  void goOn() {
    goOn.countDown();
    hostileProviderStack.provider.behave();
  }

  private HttpResponse<String> get(String path, String cookie) {
    return join(send(path, cookie));
  }

  private CompletableFuture<HttpResponse<String>> send(String path, String cookie) {
    return http.sendAsync(
        HttpRequest.newBuilder(hostileProviderStack.at(path))
            .header("Accept", "text/html")
            .header("Cookie", cookie)
            .timeout(Duration.ofSeconds(60))
            .build(),
        BodyHandlers.ofString());
  }

  private static <T> T join(CompletableFuture<T> answer) {
    return answer.join();
  }

  /** A sign-in that a person starts, and an answer with an invented code. */
  private CompletableFuture<HttpResponse<String>> inventedCode() {
    var begun = get("/console/projects", "none=none");
    var cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
    var asked =
        HostileProvider.single(
            URI.create(begun.headers().firstValue("Location").orElseThrow()).getRawQuery());
    return send(
        "/callback?code=invented&state=%s&iss=%s"
            .formatted(
                HostileProviderStack.encoded(HostileProviderStack.state(asked)),
                HostileProviderStack.encoded(hostileProviderStack.provider.url().toString())),
        cookie);
  }

  @Test
  void inventedCodesAtASlowProviderMakeNobodyElseWait() {
    hostileProviderStack.provider.bendClaims(claims -> claims.claim("email", "alice@example.com"));
    var alice = ConsoleCookie.of(hostileProviderStack, hostileProviderStack.browser());
    hostileProviderStack.provider.replaceAnswer(
        exchange -> {
          waiting.incrementAndGet();
          awaitQuietly();
          HostileProvider.send(exchange, 400, "{\"error\": \"invalid_grant\"}");
        });

    var answers = IntStream.range(0, STRANGERS).mapToObj(i -> inventedCode()).toList();
    await().atMost(Duration.ofSeconds(60)).until(() -> waiting.get() >= 24);

    int held = waiting.get();
    assertThat(get("/console/projects", alice).statusCode()).isEqualTo(200);
    assertThat(get("/share/" + hostileProviderStack.token, "none=none").statusCode())
        .isEqualTo(200);
    assertThat(answers)
        .as("sign-ins that wait")
        .filteredOn(answer -> !answer.isDone())
        .hasSizeGreaterThanOrEqualTo(held);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> answers.stream().filter(CompletableFuture::isDone).count() >= STRANGERS - 32);
    var refused = answers.stream().filter(CompletableFuture::isDone).map(LimitsKT::join).toList();
    assertThat(refused)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isIn(429, 503);
              assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
    assertThat(refused)
        .anySatisfy(
            answer -> assertThat(answer.body()).contains("data-problem=\"too-many-sign-ins\""));
    goOn.countDown();
    assertThat(answers.stream().map(LimitsKT::join)).allMatch(one -> one.statusCode() >= 400);
    assertThat(waiting.get()).isLessThanOrEqualTo(32);
  }

  @Test
  void aPersonsSixtyFiveIncludeTheAnswersOfSignIns() {
    var email = "mallory@example.com";
    hostileProviderStack.provider.bendClaims(claims -> claims.claim("email", email));
    var session = ConsoleCookie.of(hostileProviderStack, hostileProviderStack.browser());
    try (var simulated = new SimulatedClusters()) {
      var mallory =
          new Api(
              hostileProviderStack.product.base(), hostileProviderStack.provider.idToken(email));
      var project = mallory.createProject("Mallory's");
      var cluster = simulated.add("hangs", List.of());
      var added = mallory.addCluster(project, "hangs", simulated.kubeconfig("hangs"));
      assertThat(added.status()).as(added.body()).isEqualTo(201);
      cluster.fault(Fault.HANGS);
      var path =
          "/api/v2/projects/%s/clusters/%s/namespaces"
              .formatted(project, added.object().getString("id"));

      var hanging =
          IntStream.range(0, 64)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> mallory.get(path), LimitsKT::thread))
              .toList();

      for (var door : List.of("/callback?state=trust-x&code=x", "/share/x", "/download/x")) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  var answer = get(door, session);
                  assertThat(answer.statusCode()).as(door).isEqualTo(429);
                  assertThat(answer.body()).contains("data-problem=\"too-many-at-once\"");
                });
      }
      assertThat(hanging).noneMatch(CompletableFuture::isDone);
      hanging.forEach(CompletableFuture::join);
    }
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "limits");
    thread.setDaemon(true);
    thread.start();
  }

  private void awaitQuietly() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
