package org.clustershare.cluster.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.clustershare.platform.queue.Tenant;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

class RenewalTurnsTest {
  private static final Duration QUICK = Duration.ofMillis(50);
  private static final Duration HANGS = Duration.ofSeconds(10);
  private static final int PER_ROUND = 4;

  // Goes on only while a cluster is asked.
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final RenewalTurns turns = new RenewalTurns(Duration.ofSeconds(40), clock);
  private final Map<String, Tenant> clusters = new HashMap<>();

  private void add(String account, String project, int number) {
    IntStream.range(0, number)
        .forEach(i -> clusters.put(project + "-%03d".formatted(i), new Tenant(account, project)));
  }

  /** A round in which the clusters of these projects hang. */
  private List<String> round(String... hanging) {
    var stepped = new ArrayList<String>();
    turns.run(
        clusters,
        cluster -> {
          stepped.add(cluster);
          clock.pass(List.of(hanging).contains(project(cluster)) ? HANGS : QUICK);
        });
    return stepped;
  }

  private String project(String cluster) {
    return clusters.getOrDefault(cluster, new Tenant("", "")).projectId();
  }

  @Test
  void hangingClustersOfOneAccountDelayAnotherByOneStep() {
    add("mallory", "m", 200);
    add("zoe", "z", 3);

    for (int i = 0; i < 5; i++) {
      assertThat(round("m")).filteredOn(cluster -> project(cluster).equals("z")).hasSize(3);
    }
  }

  @Test
  void manyProjectsGiveAnAccountNoMoreTurns() {
    for (int i = 0; i < 20; i++) {
      add("mallory", "m" + i, 10);
    }
    add("zoe", "z", 1);

    var hanging = IntStream.range(0, 20).mapToObj(i -> "m" + i).toArray(String[]::new);
    for (int i = 0; i < 5; i++) {
      assertThat(round(hanging)).contains("z-000");
    }
  }

  @Test
  void accountsForWhichNoTimeWasLeftComeFirstInTheNextRound() {
    var hostile = IntStream.range(0, 9).mapToObj(i -> "m" + i).toArray(String[]::new);
    for (var account : hostile) {
      add(account, account, 50);
    }
    add("zoe", "z", 1);

    var stepped = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      stepped.addAll(round(hostile));
    }

    assertThat(stepped).contains("z-000");
    assertThat(stepped.stream().map(this::project).distinct()).hasSize(10);
  }

  @Test
  void projectsOfOneAccountTakeTurnsFromRoundToRound() {
    var hostile = IntStream.range(0, 5).mapToObj(i -> "m" + i).toArray(String[]::new);
    for (var project : hostile) {
      add("admin", project, 50);
    }
    add("admin", "z", 1);

    assertThat(round(hostile)).hasSize(PER_ROUND);
    assertThat(round(hostile)).contains("z-000");
  }

  @Test
  void clustersOfOneProjectTakeTurnsFromRoundToRound() {
    add("alice", "a", 8);

    var stepped = new ArrayList<>(round("a"));
    stepped.addAll(round("a"));

    assertThat(stepped).doesNotHaveDuplicates().hasSize(8);
  }

  @Test
  void clustersThatAreGoneAreForgotten() {
    add("alice", "a", 2);
    round();
    clusters.clear();
    add("zoe", "z", 1);

    assertThat(round()).containsExactly("z-000");
    assertThat(turns.participantCount()).isEqualTo(3);
  }
}
