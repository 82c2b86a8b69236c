package org.clustershare.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

class FairRoundRobinTest {
  private static final Duration QUICK = Duration.ofMillis(50);
  private static final Duration HANGS = Duration.ofSeconds(5);

  // Advances only during a visit.
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final FairRoundRobin rounds = new FairRoundRobin(Duration.ofSeconds(12), clock);

  private List<String> run(List<String> clusters, Map<String, Duration> slow) {
    return run(
        clusters.stream().collect(Collectors.toMap(cluster -> cluster, cluster -> tenant("one"))),
        slow);
  }

  private List<String> run(Map<String, Tenant> clusters, Map<String, Duration> slow) {
    var seen = new ArrayList<String>();
    rounds.run(
        clusters,
        cluster -> {
          seen.add(cluster);
          clock.pass(slow.getOrDefault(cluster, QUICK));
        });
    return seen;
  }

  private static Tenant tenant(String account) {
    return new Tenant(account, "its project");
  }

  @Test
  void clustersThatHangDelayNoneThatAnswersFromTheNextRoundOn() {
    var clusters = List.of("a-hangs", "b", "c-hangs", "d");
    var slow = Map.of("a-hangs", HANGS, "c-hangs", HANGS);

    assertThat(run(clusters, slow)).containsExactly("a-hangs", "b", "c-hangs", "d");
    assertThat(run(clusters, slow)).containsExactly("b", "d", "a-hangs", "c-hangs");
    assertThat(run(clusters, Map.of())).containsExactly("b", "d", "a-hangs", "c-hangs");
    assertThat(run(clusters, Map.of())).containsExactly("a-hangs", "b", "c-hangs", "d");
  }

  @Test
  void aRoundEndsInTimeAndTheNextOneBeginsWithTheRest() {
    var clusters = List.of("a", "b", "c", "d", "e");
    var allHang = Map.of("a", HANGS, "b", HANGS, "c", HANGS, "d", HANGS, "e", HANGS);

    assertThat(run(clusters, allHang)).containsExactly("a", "b", "c");
    assertThat(run(clusters, allHang)).containsExactly("d", "e", "a");
    assertThat(run(clusters, allHang)).containsExactly("b", "c", "a");
    assertThat(run(clusters, allHang)).containsExactly("d", "e", "a");
  }

  @Test
  void clustersThatWereRemovedAreForgotten() {
    run(List.of("a", "b"), Map.of("a", HANGS));

    assertThat(run(List.of("b"), Map.of())).containsExactly("b");
    assertThat(run(List.of("a", "b"), Map.of())).containsExactly("a", "b");
  }

  @Test
  void hangingClustersOfOneAccountLeaveTimeForAnotherAccount() {
    var clusters = new HashMap<String, Tenant>();
    IntStream.range(0, 150)
        .forEach(i -> clusters.put("m" + i, new Tenant("mallory", "p" + i % 20)));
    clusters.put("z-of-alice", tenant("alice"));
    var slow = clusters.keySet().stream().collect(Collectors.toMap(c -> c, c -> HANGS));
    for (int round = 0; round < 100; round++) {
      run(clusters, slow);
    }

    var seen = new ArrayList<String>();
    for (int round = 0; round < 2; round++) {
      seen.addAll(run(clusters, slow));
    }

    assertThat(seen).hasSize(6).contains("z-of-alice");
  }
}
