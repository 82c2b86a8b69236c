package org.clustershare.story.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.instances.Instances.ALICE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;

/** An update of both instances, one after the other, while people use them. */
@StoryTest
class RollingRestartKT {
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);
  private static final Duration PROBE_PERIOD = Duration.ofMillis(500);
  private static final int CLIENTS = 4;

  private final Map<String, Boolean> ready = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> byStatus = new ConcurrentHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger turn = new AtomicInteger();

  private static boolean isReady(String base) {
    try {
      return new Api(base, "").get("/health/ready").status() == 200;
    } catch (RuntimeException ended) {
      return false;
    }
  }

  /** Asks all instances, as a load balancer does. */
  private void probe(List<String> bases) {
    bases.forEach(base -> ready.put(base, isReady(base)));
  }

  /** Sends a request to one of the ready instances, in turns. */
  private void send(List<String> bases, String token) {
    var choices = bases.stream().filter(base -> ready.getOrDefault(base, false)).toList();
    if (choices.isEmpty()) {
      count(0, "no instance is ready");
      return;
    }
    var base = choices.get(Math.floorMod(turn.getAndIncrement(), choices.size()));
    try {
      var answer = new Api(base, token).get("/api/v1/projects");
      count(answer.status(), answer.body());
    } catch (RuntimeException e) {
      count(-1, base + " " + e);
    }
  }

  private void count(int status, String what) {
    byStatus.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
    if (status != 200) {
      synchronized (failures) {
        failures.add(Instant.now() + " " + what);
      }
    }
  }

  @Test
  void noRequestFailsAndNoneInFlightIsLost(OwnParts parts) throws Exception {
    var instances = new Instances(parts, Map.of("SHUTDOWN_DELAY", "3s"));
    var bases = instances.bases();
    var token = instances.issuer.idToken(ALICE);
    instances.api(0, ALICE).createProject("Kept through the update");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var probes = Executors.newSingleThreadScheduledExecutor();
        var silent = new ServerSocket(0)) {
      var probing =
          probes.scheduleWithFixedDelay(
              () -> probe(bases), 0, PROBE_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      await().until(() -> bases.stream().allMatch(base -> ready.getOrDefault(base, false)));
      for (int i = 0; i < CLIENTS; i++) {
        threads.execute(
            () -> {
              while (!ended.get()) {
                send(bases, token);
              }
            });
      }
      try {
        for (int number = 0; number < bases.size(); number++) {
          update(instances, number, silent);
        }
      } finally {
        ended.set(true);
        probing.cancel(true);
      }
    }
    System.out.printf("requests during the update, by status: %s%n", byStatus);
    assertThat(failures).isEmpty();
    assertThat(byStatus.keySet()).containsExactly(200);
  }

  private void update(Instances instances, int number, ServerSocket silent) {
    var slow = CompletableFuture.supplyAsync(() -> slowRequest(instances, number, silent));
    accept(silent);
    var process = ProcessHandle.of(instances.get(number).pid()).orElseThrow();
    var base = instances.get(number).base();
    var signalled = Instant.now();

    assertThat(process.destroy()).isTrue();

    await().atMost(Duration.ofSeconds(2)).until(() -> !isReady(base));
    var answer = slow.join();
    assertThat(answer.object().getString("type")).endsWith("cluster-not-added");
    await().atMost(GRACE_PERIOD).until(() -> !process.isAlive());
    System.out.printf(
        "instance %d ended %d ms after SIGTERM%n",
        number, Duration.between(signalled, Instant.now()).toMillis());
    assertThat(instances.get(number).logged()).contains("stops the server: in-flight=0");
    instances.restart(number);
    await().until(() -> ready.getOrDefault(base, false));
  }

  /** Adds a cluster whose API server accepts the connection and says nothing. */
  private static Answer slowRequest(Instances instances, int number, ServerSocket silent) {
    var alice = instances.api(number, ALICE);
    var project = alice.createProject("Slow");
    return alice.addCluster(
        project,
        "silent",
        """
        apiVersion: v1
        current-context: x
        contexts: [{name: x, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'https://127.0.0.1:%d'}}]
        users: [{name: u, user: {token: made-up}}]
        """
            .formatted(silent.getLocalPort()));
  }

  private static void accept(ServerSocket silent) {
    try {
      silent.accept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
