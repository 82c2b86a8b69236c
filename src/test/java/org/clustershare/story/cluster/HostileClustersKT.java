package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.fleet.SimulatedInstallation;
import org.clustershare.testbed.cluster.SimulatedCluster;
import org.clustershare.testbed.hostile.Hostility;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;

/**
 * Clusters that send as much as they may, in every way that there is, all at once, to a product
 * with a heap of 512 MiB; the clusters are simulated.
 */
class HostileClustersKT {
  private static final String ALICE = Dex.email("alice");
  private static final String MALLORY = Dex.email("bob");
  private static final int WELL = 4;
  private static final int NAMESPACES = 20;
  private static final int ATTACKERS = 24;
  private static final Duration CALM = Duration.ofSeconds(15);
  private static final Duration HOSTILE = Duration.ofSeconds(45);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * What a call may take longer in any case, since the test itself sends gigabytes on the same
   * processors, which are others' too.
   */
  private static final Duration FLOOR = Duration.ofMillis(400);

  private static final Duration REPAIR_FLOOR = Duration.ofSeconds(10);

  /** In MiB: 80 when nothing happens, and what the looks at the sixteen take just then. */
  private static final long MOST_AFTER = 256;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Map<Hostility, SimulatedCluster> hostile = new EnumMap<>(Hostility.class);
  private final Map<Hostility, Added> added = new EnumMap<>(Hostility.class);
  private final List<SimulatedCluster> well = new ArrayList<>();
  private final List<Added> wellAdded = new ArrayList<>();
  private final Queue<Integer> liveness = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

  /** How long others' work took: the middle of all calls, and of all repairs by the timer. */
  private record Times(Duration call, Duration repair) {}

  @Test
  void sixteenTakeNoMemoryFromTheOthersAndNoTime() {
    assertThat(Hostility.values()).hasSize(16);
    var environment = Map.of("RECONCILE_INTERVAL", "2s", "PROJECT_CREATORS", ALICE + "," + MALLORY);
    try (var installation =
        SimulatedInstallation.start(
            "hostile", settings -> settings.withIdTokenLifetime("1h"), environment)) {
      var product = installation.product;
      var alice = installation.actor(ALICE);
      var project = alice.createsProject("Well");
      for (int i = 0; i < WELL; i++) {
        well.add(
            installation.clusters.add("well-" + i, SimulatedInstallation.namespaces(NAMESPACES)));
        wellAdded.add(installation.add(alice, project, "well-" + i));
      }
      var mallory = installation.actor(MALLORY);
      var hostileProject = mallory.createsProject("Hostile");
      for (var how : Hostility.values()) {
        hostile.put(
            how, installation.clusters.add(how.name(), SimulatedInstallation.namespaces(300)));
        added.put(how, installation.add(mallory, hostileProject, how.name()));
      }
      awaitRoles();
      var attack = new Attack(product.base(), installation.issuer.idToken(MALLORY), hostileProject);

      // When the sixteen are as others are, then when they are not
      var usual = times(product, attack, alice, CALM);
      hostile.forEach((how, cluster) -> cluster.hostile(how));
      var before = answers.get();
      var under = times(product, attack, alice, HOSTILE);
      int attacks = answers.get() - before;
      attack.close();

      // Then
      System.out.printf(
          "a call: %d ms, %d ms beside the hostile; a repair: %d ms, %d ms; resident: %d MiB; heap"
              + " after a collection: %d MiB%n",
          usual.call().toMillis(),
          under.call().toMillis(),
          usual.repair().toMillis(),
          under.repair().toMillis(),
          product.residentMegabytes(),
          heap(product));
      System.out.printf(
          "%d attacks were answered; sent: %s%n",
          attacks,
          hostile.entrySet().stream()
              .map(one -> one.getKey() + " " + one.getValue().sentMegabytes() + " MiB")
              .toList());
      assertThat(liveness).as("/health/live").isNotEmpty().containsOnly(200);
      assertThat(product.logged())
          .doesNotContain("OutOfMemoryError")
          .doesNotContain("StackOverflowError")
          .doesNotContain("unexpected error");
      assertThat(unexpected).isEmpty();
      assertThat(hostile.values())
          .allSatisfy(cluster -> assertThat(cluster.sentMegabytes()).isPositive());
      assertThat(attacks).as("answers to attacks").isGreaterThan(100);
      assertThat(under.call()).isLessThan(usual.call().multipliedBy(2).plus(FLOOR));
      assertThat(under.repair()).isLessThan(usual.repair().multipliedBy(2).plus(REPAIR_FLOOR));

      // All that was taken is given back.
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(heap(product)).as("MiB in use").isLessThan(MOST_AFTER));
      System.out.printf("heap when the attacks had ended: %d MiB%n", heap(product));

      // What is kept of the giant's repair has no body.
      var giant = Objects.requireNonNull(added.get(Hostility.GIANT_VERB));
      assertThat(mallory.at(giant).repairs().body()).hasSizeLessThan(13 << 20);
    }
  }

  private void awaitRoles() {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> well.stream().allMatch(cluster -> cluster.roles() == 3L * (NAMESPACES + 1)));
  }

  /** Alice's work for a while, with Mallory's beside it and checks of the product's liveness. */
  private Times times(Product product, Attack attack, Actor alice, Duration duration) {
    attack.begin();
    var end = Instant.now().plus(duration);
    var given = end.plus(duration.multipliedBy(4));
    var calls = new ArrayList<Duration>();
    var repairs = new ArrayList<Duration>();
    well.get(0).deleteRole("n7", "namespace-viewer");
    var deleted = Instant.now();
    for (int i = 0; Instant.now().isBefore(end) || repairs.isEmpty(); i++) {
      calls.add(callsOf(alice.at(wellAdded.get(i % WELL))));
      liveness.add(status(product.base() + "/health/live"));
      if (well.get(0).hasRole("n7", "namespace-viewer")) {
        repairs.add(Duration.between(deleted, Instant.now()));
        well.get(0).deleteRole("n7", "namespace-viewer");
        deleted = Instant.now();
      }
      assertThat(Instant.now()).as("given up waiting for a repair").isBefore(given);
    }
    return new Times(median(calls), median(repairs));
  }

  private static Duration median(List<Duration> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  /** What a person or a script does with a cluster; each call has to be done. */
  private static Duration callsOf(ClusterActor alice) {
    var begun = Instant.now();
    assertThat(alice.clusterBindings()).hasStatus(200);
    assertThat(alice.roleNames()).contains("namespace-viewer");
    assertThat(alice.binds("bob@example.com").to("view")).hasStatus(200);
    assertThat(alice.unbinds("bob@example.com").from("view")).hasStatus(200);
    return Duration.between(begun, Instant.now()).dividedBy(4);
  }

  private static int status(String address) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20)).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException gone) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** All that can be asked of the sixteen, by many at once, for as long as it goes on. */
  private final class Attack implements AutoCloseable {
    private final ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger number = new AtomicInteger();
    private final List<String> calls = new ArrayList<>();
    private final String base;
    private final String token;

    Attack(String base, String token, String project) {
      this.base = base;
      this.token = token;
      for (var call :
          List.of(
              "GET namespaces",
              "GET roles",
              "GET clusterroles",
              "GET rolenames",
              "GET bindings",
              "GET clusterbindings",
              "GET drift",
              "GET repairs",
              "GET conditions",
              "POST reconcile",
              "POST clusterroles/view/clusterbindings")) {
        added
            .values()
            .forEach(cluster -> calls.add(call.replace(" ", " %s/".formatted(cluster.path()))));
        calls.add("GET /api/v2/projects/%s/access?subject=bob@example.com".formatted(project));
      }
    }

    void begin() {
      if (begun.compareAndSet(false, true)) {
        for (int i = 0; i < ATTACKERS; i++) {
          attackers.execute(this::attack);
        }
      }
    }

    private void attack() {
      while (!over.get()) {
        // 7 and the number of calls have no common divisor: each attacker is at another cluster.
        var call = calls.get(number.getAndAdd(7) % calls.size()).split(" ", 2);
        ask(call[0], call[1]);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }

    private void ask(String method, String path) {
      var request =
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(Duration.ofSeconds(40))
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + token)
              .method(method, BodyPublishers.ofString("{\"userEmail\":\"a@example.com\"}"));
      try {
        var answer = HTTP.send(request.build(), BodyHandlers.discarding());
        answers.incrementAndGet();
        if (answer.statusCode() == 500) {
          unexpected.add(method + " " + path);
        }
      } catch (IOException lateOrGone) {
        answers.incrementAndGet();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        over.set(true);
      }
    }

    @Override
    public void close() {
      over.set(true);
      attackers.shutdownNow();
    }
  }

  /** What is in use after a full collection, in MiB, as the JVM says. */
  private static long heap(Product product) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var pid = Long.toString(product.pid());
    run(jcmd, pid, "GC.run");
    var used = Pattern.compile("used ([0-9]+)K").matcher(run(jcmd, pid, "GC.heap_info"));
    return used.find() ? Long.parseLong(used.group(1)) >> 10 : Long.MAX_VALUE;
  }

  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(20, TimeUnit.SECONDS);
      return said;
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
