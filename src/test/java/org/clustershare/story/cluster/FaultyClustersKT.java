package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.SimulatedCluster;
import org.clustershare.testbed.SimulatedCluster.Fault;
import org.clustershare.testbed.SimulatedClusters;
import org.clustershare.testbed.Testbed;
import org.junit.jupiter.api.Test;

/** What is wrong with one cluster is nothing to the others; the clusters are simulated. */
class FaultyClustersKT {
  private static final String ALICE = Issuer.email("alice");
  private static final int WELL = 10;
  private static final int HANGING = 20;
  private static final int HUGE = 10_000;
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /**
   * How much longer a cluster that is well may wait because others are not: less than one call that
   * hangs takes, and twenty of them would fill every place for twenty seconds.
   */
  private static final Duration MORE = Duration.ofSeconds(7);

  private static final Duration CALM = Duration.ofSeconds(15);
  private static final Duration WATCHED = Duration.ofSeconds(40);

  private final Path folder =
      Path.of("target", "faults-" + System.currentTimeMillis()).toAbsolutePath();
  private final Map<String, String> ids = new LinkedHashMap<>();

  @Test
  void oneThatHangsIsSlowTalksNonsenseRefusesOrIsHugeDelaysNoOther() {
    var testbed = Testbed.obtain(System.out::println);
    int port = Product.freePort();
    try (var simulated = new SimulatedClusters();
        var issuer =
            Issuer.start(
                testbed,
                folder.resolve("issuer"),
                Issuer.Settings.forProductAt(Product.base(port)))) {
      var environment = Product.environment(port, issuer, folder);
      environment.put("RECONCILE_INTERVAL", INTERVAL.toSeconds() + "s");
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Api(product.base(), issuer.idToken(ALICE));
        var project = alice.createProject("Faults");
        var well = new ArrayList<SimulatedCluster>();
        for (int i = 0; i < WELL; i++) {
          well.add(add(simulated, alice, project, "well-" + i, namespaces(3)));
        }
        var hanging = new ArrayList<SimulatedCluster>();
        for (int i = 0; i < HANGING; i++) {
          hanging.add(add(simulated, alice, project, "hangs-" + i, namespaces(1)));
        }
        var others = new EnumMap<Fault, SimulatedCluster>(Fault.class);
        for (var fault : List.of(Fault.SLOW, Fault.GARBAGE, Fault.TOO_MANY_REQUESTS)) {
          others.put(fault, add(simulated, alice, project, fault.name(), namespaces(1)));
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> well.stream().allMatch(cluster -> cluster.roles() == 12));
        var huge = simulated.add("huge", namespaces(HUGE));
        huge.copyRoles(well.get(0), "n0");
        addTo(alice, project, "huge", simulated);

        var calm = longestGap(well, CALM);

        // When
        hanging.forEach(cluster -> cluster.fault(Fault.HANGS));
        others.forEach((fault, cluster) -> cluster.fault(fault));
        var longest = longestGap(well, WATCHED);

        // Then
        System.out.printf(
            "longest gap between two looks: %d ms, and %d ms while others were ill%n",
            calm.toMillis(), longest.toMillis());
        assertThat(longest).isLessThan(calm.plus(MORE));
        assertCondition(alice, project, "hangs-0", "Reachable", "False", "NoAnswer");
        assertCondition(alice, project, "GARBAGE", "Reachable", "False", "NoAnswer");
        assertCondition(
            alice, project, "TOO_MANY_REQUESTS", "Authorized", "Unknown", "ServerError");
        assertCondition(alice, project, "SLOW", "RolesInSync", "True", "InSync");
        assertCondition(alice, project, "huge", "RolesInSync", "True", "InSync");
        assertThat(huge.roles()).isEqualTo(3L * (HUGE + 1));

        // When they recover
        hanging.get(0).fault(Fault.NONE);
        assertThat(alice.post(path(project, "hangs-0") + "/reconcile", "").status()).isEqualTo(200);
        assertCondition(alice, project, "hangs-0", "Reachable", "True", "Answers");
      }
    }
  }

  private static List<String> namespaces(int count) {
    return IntStream.range(0, count).mapToObj(n -> "n" + n).toList();
  }

  private SimulatedCluster add(
      SimulatedClusters simulated, Api api, String project, String name, List<String> namespaces) {
    var cluster = simulated.add(name, namespaces);
    addTo(api, project, name, simulated);
    return cluster;
  }

  private void addTo(Api api, String project, String name, SimulatedClusters simulated) {
    var added = api.addCluster(project, name, simulated.kubeconfig(name));
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    ids.put(name, added.object().getString("id"));
  }

  private String path(String project, String name) {
    return "/api/v2/projects/%s/clusters/%s".formatted(project, ids.get(name));
  }

  private void assertCondition(
      Api api, String project, String name, String type, String status, String reason) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        api.get(path(project, name) + "/conditions")
                            .array()
                            .getValuesAs(JsonObject.class))
                    .as(name)
                    .anySatisfy(
                        condition -> {
                          assertThat(condition.getString("type")).isEqualTo(type);
                          assertThat(condition.getString("status")).isEqualTo(status);
                          assertThat(condition.getString("reason")).isEqualTo(reason);
                        }));
  }

  /** The longest time that one of these was not looked at, from now on. */
  private static Duration longestGap(List<SimulatedCluster> clusters, Duration watched) {
    var begun = Instant.now();
    var ended = begun.plus(watched);
    await().atMost(watched.plusSeconds(30)).until(() -> Instant.now().isAfter(ended));
    return clusters.stream()
        .map(cluster -> longestGap(cluster, begun, ended))
        .reduce(Duration.ZERO, FaultyClustersKT::max);
  }

  private static Duration longestGap(SimulatedCluster cluster, Instant from, Instant until) {
    var longest = Duration.ZERO;
    var last = from;
    for (var pass : cluster.passes()) {
      if (pass.isAfter(from) && pass.isBefore(until)) {
        longest = max(longest, Duration.between(last, pass));
        last = pass;
      }
    }
    return max(longest, Duration.between(last, until));
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
