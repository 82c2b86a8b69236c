package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.fleet.SimulatedInstallation;
import org.clustershare.testbed.cluster.SimulatedCluster;
import org.clustershare.testbed.cluster.SimulatedCluster.Fault;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;

/** Faults of one cluster do not delay the others; the clusters are simulated. */
class FaultyClustersKT {
  private static final String ALICE = Dex.email("alice");
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

  private final Map<String, Added> added = new LinkedHashMap<>();

  @Test
  void oneThatHangsIsSlowTalksNonsenseRefusesOrIsHugeDelaysNoOther() {
    var environment = Map.of("RECONCILE_INTERVAL", INTERVAL.toSeconds() + "s");
    try (var installation =
        SimulatedInstallation.start("faults", UnaryOperator.identity(), environment)) {
      var alice = installation.actor(ALICE);
      var project = alice.createsProject("Faults");
      var well = new ArrayList<SimulatedCluster>();
      for (int i = 0; i < WELL; i++) {
        well.add(add(installation, alice, project, "well-" + i, 3));
      }
      var hanging = new ArrayList<SimulatedCluster>();
      for (int i = 0; i < HANGING; i++) {
        hanging.add(add(installation, alice, project, "hangs-" + i, 1));
      }
      var others = new EnumMap<Fault, SimulatedCluster>(Fault.class);
      for (var fault : List.of(Fault.SLOW, Fault.GARBAGE, Fault.TOO_MANY_REQUESTS)) {
        others.put(fault, add(installation, alice, project, fault.name(), 1));
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> well.stream().allMatch(cluster -> cluster.roles() == 12));
      var huge = installation.clusters.add("huge", SimulatedInstallation.namespaces(HUGE));
      huge.copyRoles(well.get(0), "n0");
      added.put("huge", installation.add(alice, project, "huge"));

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
      assertCondition(alice, "hangs-0", "Reachable", "False", "NoAnswer");
      assertCondition(alice, "GARBAGE", "Reachable", "False", "NoAnswer");
      assertCondition(alice, "TOO_MANY_REQUESTS", "Authorized", "Unknown", "ServerError");
      assertCondition(alice, "SLOW", "RolesInSync", "True", "InSync");
      assertCondition(alice, "huge", "RolesInSync", "True", "InSync");
      assertThat(huge.roles()).isEqualTo(3L * (HUGE + 1));

      // When they recover
      hanging.get(0).fault(Fault.NONE);
      assertThat(alice.at(cluster("hangs-0")).reconciles()).hasStatus(200);
      assertCondition(alice, "hangs-0", "Reachable", "True", "Answers");
    }
  }

  private SimulatedCluster add(
      SimulatedInstallation installation,
      Actor actor,
      String project,
      String name,
      int namespaces) {
    var cluster = installation.clusters.add(name, SimulatedInstallation.namespaces(namespaces));
    added.put(name, installation.add(actor, project, name));
    return cluster;
  }

  private Added cluster(String name) {
    return Objects.requireNonNull(added.get(name));
  }

  private void assertCondition(
      Actor actor, String name, String type, String status, String reason) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(actor.at(cluster(name)).conditions())
                    .as(name)
                    .hasCondition(type, status, reason));
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
