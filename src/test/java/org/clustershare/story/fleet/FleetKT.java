package org.clustershare.story.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.SimulatedCluster;
import org.clustershare.testbed.SimulatedClusters;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;
import org.junit.jupiter.api.Test;

/** Two instances of the product on one PostgreSQL; the clusters are simulated. */
class FleetKT {
  private static final String ALICE = Issuer.email("alice");
  private static final int CLUSTERS = 10;
  private static final int NAMESPACES = 3;
  private static final int BIG = 1_000;
  private static final int ROUNDS = 5;

  private final Path folder =
      Path.of("target", "fleet-" + System.currentTimeMillis()).toAbsolutePath();
  private final Map<String, SimulatedCluster> clusters = new LinkedHashMap<>();
  private final Map<String, String> ids = new LinkedHashMap<>();

  @Test
  void twoInstancesShareTheWorkAndOneTakesOver() throws IOException, SQLException {
    var testbed = Testbed.obtain(System.out::println);
    int port = Product.freePort();
    try (var postgres = EmbeddedPostgres.start();
        var simulated = new SimulatedClusters();
        var issuer =
            Issuer.start(
                testbed,
                folder.resolve("issuer"),
                Issuer.Settings.forProductAt(Product.base(port)))) {
      var environment = Product.environment(port, issuer, folder);
      environment.put("RECONCILE_INTERVAL", "2s");
      environment.put("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
      environment.put("DATABASE_USER", "postgres");
      environment.put("DATABASE_PASSWORD", "postgres");
      try (var one = Product.start(port, folder.resolve("one"), environment);
          var two = Product.start(Product.freePort(), folder.resolve("two"), environment)) {
        aSignInThatBeganAtOneEndsAtTheOther(one, two, issuer);
        var first = new Api(one.base(), issuer.idToken(ALICE));
        var project = first.createProject("Fleet");
        for (int i = 0; i < CLUSTERS; i++) {
          add(simulated, first, project, "c" + i, NAMESPACES);
        }

        bothLookAfterHalf(postgres);
        everyClusterGetsItsRoles();
        whileAllIsWellNothingIsWritten(postgres);
        theSameKeyAtBothIsOneWrite(
            first, new Api(two.base(), issuer.idToken(ALICE)), project, "c0");

        // When: one is killed in the middle of a large repair, and every cluster is damaged.
        var big = add(simulated, first, project, "big", BIG);
        await().atMost(Duration.ofSeconds(30)).until(() -> big.roles() > 100);
        kill(one);
        var killed = Instant.now();
        clusters.values().forEach(cluster -> cluster.deleteRole("n1", "namespace-viewer"));
        assertThat(big.roles()).isLessThan(3L * (BIG + 1));

        // Then: the other one does it all, within a minute.
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
        assertThat(shares(postgres)).containsExactly(CLUSTERS + 1L);

        var second = new Api(two.base(), issuer.idToken(ALICE));
        for (var id : ids.values()) {
          var path = "/api/v2/projects/%s/clusters/%s".formatted(project, id);
          assertThat(second.get(path + "/repairs").body()).contains("namespace-viewer");
          await()
              .atMost(Duration.ofSeconds(20))
              .untilAsserted(
                  () ->
                      assertThat(
                              second
                                  .get(path + "/conditions")
                                  .array()
                                  .getValuesAs(JsonObject.class))
                          .extracting(condition -> condition.getString("status"))
                          .containsOnly("True"));
        }
      }
    }
  }

  /** The second has seen nothing of it, as after a restart or behind a load balancer. */
  private static void aSignInThatBeganAtOneEndsAtTheOther(Product one, Product two, Issuer issuer) {
    var alice = new Visitor(issuer.caFile(), ALICE);
    var answer =
        alice.openUntil(
            URI.create(one.base() + "/console/projects"),
            next -> next.getPath().equals("/api/v1/kubeconfig"));

    var ended =
        alice.get(URI.create(two.base() + "/api/v1/kubeconfig?" + answer.uri().getRawQuery()));

    assertThat(ended.headers().firstValue("Location")).as(ended.body()).isPresent();
    assertThat(alice.get(URI.create(two.base() + "/console/projects")).status()).isEqualTo(200);
  }

  private SimulatedCluster add(
      SimulatedClusters simulated, Api api, String project, String name, int namespaces) {
    var cluster =
        simulated.add(name, IntStream.range(0, namespaces).mapToObj(n -> "n" + n).toList());
    var added = api.addCluster(project, name, simulated.kubeconfig(name));
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    clusters.put(name, cluster);
    ids.put(name, added.object().getString("id"));
    return cluster;
  }

  private static void kill(Product product) {
    assertThat(ProcessHandle.of(product.pid()).orElseThrow().destroyForcibly()).isTrue();
  }

  private void bothLookAfterHalf(EmbeddedPostgres postgres) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(shares(postgres)).containsExactly(CLUSTERS / 2L, CLUSTERS / 2L));
  }

  private void everyClusterGetsItsRoles() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(clusters.values())
                    .allMatch(cluster -> cluster.roles() == 3L * (NAMESPACES + 1)));
  }

  private void whileAllIsWellNothingIsWritten(EmbeddedPostgres postgres) throws SQLException {
    // A pass that has found everything in order, and the conditions that it writes.
    eachIsLookedAt(2);
    var since = Instant.now();
    var rows = rowVersions(postgres);

    eachIsLookedAt(3);

    assertThat(clusters.values())
        .allSatisfy(cluster -> assertThat(cluster.writesSince(since)).isEmpty());
    assertThat(rowVersions(postgres)).isEqualTo(rows).hasSizeGreaterThanOrEqualTo(CLUSTERS);
  }

  private void theSameKeyAtBothIsOneWrite(Api one, Api two, String project, String name) {
    var path =
        "/api/v2/projects/%s/clusters/%s/clusterroles/view/clusterbindings"
            .formatted(project, ids.get(name));
    // The first one makes the binding; from now on each is one write.
    assertThat(one.post(path, "{\"userEmail\":\"carol@example.com\"}").status()).isEqualTo(200);
    var since = Instant.now();
    for (int round = 0; round < ROUNDS; round++) {
      var body = "{\"userEmail\":\"bob-%d@example.com\"}".formatted(round);
      var key = "key-" + round;
      var answers =
          Stream.of(one, two, one, two)
              .map(api -> CompletableFuture.supplyAsync(() -> untilDone(api, key, path, body)))
              .toList();
      assertThat(answers.stream().map(CompletableFuture::join))
          .as("whoever asks, at whichever instance, gets the one answer")
          .containsOnly(answers.get(0).join())
          .allMatch(answer -> answer.contains("bob-"));
    }
    assertThat(Objects.requireNonNull(clusters.get(name)).writesSince(since))
        .as("a second write with the same key would be refused as a duplicate, and be seen here")
        .hasSize(ROUNDS);
  }

  /** Told that the first one is still under way, a client asks again. */
  private static String untilDone(Api api, String key, String path, String body) {
    for (int attempt = 0; attempt < 600; attempt++) {
      var answer = api.call("POST", path, body, "Idempotency-Key", key);
      if (answer.status() != 409) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
      }
      LockSupport.parkNanos(50_000_000);
    }
    throw new AssertionError("the first call never ended");
  }

  private void eachIsLookedAt(int times) {
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
  private static List<Long> shares(EmbeddedPostgres postgres) throws SQLException {
    return rows(
            postgres,
            "select count(*) from cluster_reconcile where claimed_by is not null"
                + " group by claimed_by order by 1")
        .stream()
        .map(Long::valueOf)
        .toList();
  }

  /** Each row with the transaction that wrote it, of all tables but that of the instances. */
  private static List<String> rowVersions(EmbeddedPostgres postgres) throws SQLException {
    var all = new ArrayList<String>();
    for (var table : List.of("project", "cluster", "cluster_reconcile", "role_repair", "share")) {
      all.addAll(
          rows(
              postgres,
              "select '%s ' || xmin || ' ' || ctid from %s order by 1".formatted(table, table)));
    }
    return all;
  }

  private static List<String> rows(EmbeddedPostgres postgres, String query) throws SQLException {
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
