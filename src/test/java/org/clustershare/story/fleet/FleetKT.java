package org.clustershare.story.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Concurrently;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.SimulatedCluster;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two instances of the product on one PostgreSQL; the clusters are simulated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class FleetKT {
  private static final String ALICE = Dex.email("alice");
  private static final int CLUSTERS = 10;
  private static final int NAMESPACES = 3;
  private static final int BIG = 1_000;
  private static final int ROUNDS = 5;

  private final Path folder =
      Path.of("target", "fleet-" + System.currentTimeMillis()).toAbsolutePath();
  private final Map<String, SimulatedCluster> clusters = new LinkedHashMap<>();
  private final Map<String, Added> added = new LinkedHashMap<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private String project = "";

  @SuppressWarnings("NullAway.Init")
  private EmbeddedPostgres postgres;

  @SuppressWarnings("NullAway.Init")
  private SimulatedClusters simulated;

  @SuppressWarnings("NullAway.Init")
  private Dex dex;

  @SuppressWarnings("NullAway.Init")
  private Product one;

  @SuppressWarnings("NullAway.Init")
  private Product two;

  @BeforeAll
  void start() throws IOException {
    int port = Product.freePort();
    postgres = closing(EmbeddedPostgres.start());
    simulated = closing(new SimulatedClusters());
    dex =
        closing(
            Dex.start(
                Testbed.obtain(System.out::println),
                folder.resolve("issuer"),
                Dex.Settings.forProductAt(Product.base(port))));
    var environment = Product.environment(port, dex, folder);
    environment.put("RECONCILE_INTERVAL", "2s");
    environment.put("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
    environment.put("DATABASE_USER", "postgres");
    environment.put("DATABASE_PASSWORD", "postgres");
    one = closing(Product.start(port, folder.resolve("one"), environment));
    two = closing(Product.start(Product.freePort(), folder.resolve("two"), environment));
    project = alice(one).createsProject("Fleet");
    for (int i = 0; i < CLUSTERS; i++) {
      add("c" + i, NAMESPACES);
    }
  }

  private <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
  }

  @AfterAll
  void stop() throws Exception {
    for (var part : parts) {
      part.close();
    }
  }

  private Actor alice(Product instance) {
    return new Actor(ALICE, new Api(instance.base(), dex.idToken(ALICE)));
  }

  private SimulatedCluster add(String name, int namespaces) {
    var cluster = simulated.add(name, SimulatedInstallation.namespaces(namespaces));
    added.put(name, alice(one).adds(simulated.kubeconfig(name)).as(name).to(project));
    clusters.put(name, cluster);
    return cluster;
  }

  /** The other instance has seen nothing of it, as after a restart or behind a load balancer. */
  @Test
  void aSignInThatBeganAtOneInstanceEndsAtTheOther() {
    var alice = new Visitor(dex.caFile(), ALICE);
    var answer =
        alice.openUntil(
            URI.create(one.base() + "/console/projects"),
            next -> next.getPath().equals("/api/v1/kubeconfig"));

    var ended =
        alice.get(URI.create(two.base() + "/api/v1/kubeconfig?" + answer.uri().getRawQuery()));

    assertThat(ended.headers().firstValue("Location")).as(ended.body()).isPresent();
    assertThat(alice.get(URI.create(two.base() + "/console/projects")).status()).isEqualTo(200);
  }

  @Test
  void eachInstanceLooksAfterHalfOfTheClusters() {
    assertHalfAtEachInstance();
  }

  private void assertHalfAtEachInstance() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(clustersPerInstance()).containsExactly(CLUSTERS / 2L, CLUSTERS / 2L));
  }

  @Test
  void everyClusterGetsItsRoles() {
    assertRolesEverywhere();
  }

  private void assertRolesEverywhere() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(clusters.values())
                    .allMatch(cluster -> cluster.roles() == 3L * (NAMESPACES + 1)));
  }

  @Test
  void nothingIsWrittenWhileAllIsWell() throws SQLException {
    assertHalfAtEachInstance();
    assertRolesEverywhere();
    // A pass that has found everything in order, and the conditions that it writes.
    awaitPasses(2);
    var since = Instant.now();
    var rows = rowVersions();

    awaitPasses(3);

    assertThat(clusters.values())
        .allSatisfy(cluster -> assertThat(cluster.writesSince(since)).isEmpty());
    assertThat(rowVersions()).isEqualTo(rows).hasSizeGreaterThanOrEqualTo(CLUSTERS);
  }

  @Test
  void theSameKeyAtBothInstancesIsOneWrite() {
    assertRolesEverywhere();
    var cluster = cluster("c0");
    var atOne = alice(one).at(cluster);
    var atTwo = alice(two).at(cluster);
    // The first one makes the binding; from now on each is one write.
    assertThat(atOne.binds("carol@example.com").to("view")).hasStatus(200);
    var since = Instant.now();
    for (int round = 0; round < ROUNDS; round++) {
      var email = "bob-%d@example.com".formatted(round);
      var key = "key-" + round;
      var answers =
          Concurrently.call(
              Stream.of(atOne, atTwo, atOne, atTwo)
                  .<Callable<String>>map(actor -> () -> untilDone(actor, email, key))
                  .toList());
      assertThat(answers)
          .as("every caller at each instance gets the same answer")
          .containsOnly(answers.getFirst())
          .allMatch(answer -> answer.contains("bob-"));
    }
    assertThat(Objects.requireNonNull(clusters.get("c0")).writesSince(since))
        .as("a second write with the same key would be refused as a duplicate, and be seen here")
        .hasSize(ROUNDS);
  }

  /** A client that learns that the first request is still under way asks again. */
  private static String untilDone(ClusterActor actor, String email, String key) {
    for (int attempt = 0; attempt < 600; attempt++) {
      var answer = actor.binds(email).onceTo("view", key);
      if (answer.status() != 409) {
        assertThat(answer).hasStatus(200);
        return answer.body();
      }
      LockSupport.parkNanos(50_000_000);
    }
    throw new AssertionError("the first call never ended");
  }

  /** The last test: one instance is gone afterwards. */
  @Test
  @Order(Integer.MAX_VALUE)
  void anInstanceTakesOverWhatAKilledOneLeftInTheMiddle() throws SQLException {
    assertRolesEverywhere();
    var big = add("big", BIG);
    await().atMost(Duration.ofSeconds(30)).until(() -> big.roles() > 100);

    kill(one);
    var killed = Instant.now();
    clusters.values().forEach(cluster -> cluster.deleteRole("n1", "namespace-viewer"));
    assertThat(big.roles()).isLessThan(3L * (BIG + 1));

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(clusters.values())
                    .allMatch(cluster -> cluster.hasRole("n1", "namespace-viewer")));
    System.out.printf(
        "taken over and repaired after %d s%n",
        Duration.between(killed, Instant.now()).toSeconds());
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(big.roles()).isEqualTo(3L * (BIG + 1)));
    assertThat(clustersPerInstance()).containsExactly(CLUSTERS + 1L);
    for (var cluster : added.values()) {
      assertRepairedAndWell(alice(two).at(cluster));
    }
  }

  private static void assertRepairedAndWell(ClusterActor alice) {
    assertThat(alice.repairs()).contains("namespace-viewer");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(alice.conditions().array().getValuesAs(JsonObject.class))
                    .extracting(condition -> condition.getString("status"))
                    .containsOnly("True"));
  }

  private Added cluster(String name) {
    return Objects.requireNonNull(added.get(name));
  }

  private static void kill(Product product) {
    assertThat(ProcessHandle.of(product.pid()).orElseThrow().destroyForcibly()).isTrue();
  }

  /** Waits until each cluster was looked at so many times more. */
  private void awaitPasses(int times) {
    var before = clusters.values().stream().map(cluster -> cluster.passes().size()).toList();
    var each = List.copyOf(clusters.values());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                IntStream.range(0, each.size())
                    .allMatch(i -> each.get(i).passes().size() >= before.get(i) + times));
  }

  /** How many clusters each instance looks after. */
  private List<Long> clustersPerInstance() throws SQLException {
    return rows(
            "select count(*) from cluster_reconcile where claimed_by is not null"
                + " group by claimed_by order by 1")
        .stream()
        .map(Long::valueOf)
        .toList();
  }

  /** Each row with the transaction that wrote it, of all tables but that of the instances. */
  private List<String> rowVersions() throws SQLException {
    var all = new ArrayList<String>();
    for (var table : List.of("project", "cluster", "cluster_reconcile", "role_repair", "share")) {
      all.addAll(
          rows("select '%s ' || xmin || ' ' || ctid from %s order by 1".formatted(table, table)));
    }
    return all;
  }

  private List<String> rows(String query) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }
}
