package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

class ClusterTaskScheduleTest {
  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration QUICK = Duration.ofMillis(100);

  private final TestClock time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
  private final ClusterTaskSchedule clusterTaskSchedule =
      new ClusterTaskSchedule(INTERVAL, time, new Random(1));

  @Test
  void aNewClusterRunsAtOnceAndAgainWithinTheInterval() {
    clusterTaskSchedule.replaceClusters(Set.of("a"));
    assertThat(clusterTaskSchedule.startDue()).containsExactly("a");
    assertThat(clusterTaskSchedule.startDue()).as("it goes on").isEmpty();

    time.pass(Duration.ofSeconds(3));
    clusterTaskSchedule.recordSuccess("a", QUICK);
    assertThat(clusterTaskSchedule.startDue()).isEmpty();

    time.pass(INTERVAL.minusSeconds(3));
    assertThat(clusterTaskSchedule.startDue()).containsExactly("a");
  }

  @Test
  void runsAreSpreadOverTheInterval() {
    clusterTaskSchedule.replaceClusters(
        IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.toSet()));
    clusterTaskSchedule.startDue().forEach(id -> clusterTaskSchedule.recordSuccess(id, QUICK));

    time.pass(Duration.ofSeconds(57));

    assertThat(clusterTaskSchedule.startDue()).hasSizeBetween(20, 80);
  }

  @Test
  void eachFailureDoublesThePauseUpToFiveMinutes() {
    clusterTaskSchedule.add("a");
    var rests =
        Stream.generate(
                () -> {
                  clusterTaskSchedule.startDue();
                  var rest =
                      Duration.between(time.instant(), clusterTaskSchedule.recordFailure("a"));
                  time.pass(rest);
                  return rest;
                })
            .limit(8)
            .toList();

    var most = ClusterTaskSchedule.FIRST_PAUSE;
    for (var rest : rests) {
      assertThat(rest).isBetween(most.dividedBy(2), most);
      most = most.multipliedBy(2);
      most =
          most.compareTo(ClusterTaskSchedule.LONGEST_PAUSE) < 0
              ? most
              : ClusterTaskSchedule.LONGEST_PAUSE;
    }
    assertThat(clusterTaskSchedule.isSlow("a")).isTrue();
  }

  @Test
  void aRecoveredClusterEndsItsPause() {
    clusterTaskSchedule.add("a");
    clusterTaskSchedule.startDue();
    clusterTaskSchedule.recordFailure("a");
    assertThat(clusterTaskSchedule.startDue()).isEmpty();

    clusterTaskSchedule.endBackOff("a");
    clusterTaskSchedule.endBackOff("of-another-instance");

    assertThat(clusterTaskSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aRecoveredClusterIsLikeTheOthersAgain() {
    clusterTaskSchedule.add("a");
    clusterTaskSchedule.startDue();
    clusterTaskSchedule.recordFailure("a");
    time.pass(ClusterTaskSchedule.FIRST_PAUSE);
    assertThat(clusterTaskSchedule.startDue()).containsExactly("a");

    clusterTaskSchedule.recordSuccess("a", QUICK);

    assertThat(clusterTaskSchedule.isSlow("a")).isFalse();
    time.pass(INTERVAL);
    assertThat(clusterTaskSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aSlowClusterRunsInTheSlowQueueNextTime() {
    clusterTaskSchedule.add("a");
    clusterTaskSchedule.startDue();

    clusterTaskSchedule.recordSuccess("a", ClusterTaskSchedule.SLOW.plusMillis(1));

    assertThat(clusterTaskSchedule.isSlow("a")).isTrue();
    clusterTaskSchedule.recordSuccess("a", ClusterTaskSchedule.QUICK.plusMillis(1));
    assertThat(clusterTaskSchedule.isSlow("a")).as("not to and fro").isTrue();
    clusterTaskSchedule.recordSuccess("a", ClusterTaskSchedule.QUICK);
    assertThat(clusterTaskSchedule.isSlow("a")).isFalse();
  }

  @Test
  void aRunLongerThanTheIntervalIsFollowedByAnEqualPause() {
    clusterTaskSchedule.add("a");
    clusterTaskSchedule.startDue();
    time.pass(INTERVAL.multipliedBy(2));

    clusterTaskSchedule.recordSuccess("a", INTERVAL.multipliedBy(2));

    time.pass(INTERVAL);
    assertThat(clusterTaskSchedule.startDue()).isEmpty();
    time.pass(INTERVAL);
    assertThat(clusterTaskSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aRequestDuringARunStartsAnotherAfterIt() {
    clusterTaskSchedule.add("a");
    clusterTaskSchedule.startDue();
    time.pass(Duration.ofSeconds(1));
    clusterTaskSchedule.runNow("a");
    assertThat(clusterTaskSchedule.startDue()).isEmpty();

    clusterTaskSchedule.recordSuccess("a", QUICK);

    assertThat(clusterTaskSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aClusterOfAnotherInstanceRunsNoMore() {
    clusterTaskSchedule.replaceClusters(Set.of("a", "b"));
    clusterTaskSchedule.startDue();
    clusterTaskSchedule.recordSuccess("a", QUICK);

    clusterTaskSchedule.replaceClusters(Set.of("b"));
    clusterTaskSchedule.recordSuccess("b", QUICK);
    time.pass(INTERVAL);

    assertThat(clusterTaskSchedule.startDue()).containsExactly("b");
  }

  @Property
  void noClusterIsForgottenOrRunsTwice(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
    var random = new Random(seed);
    var time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
    var clusterTaskSchedule = new ClusterTaskSchedule(INTERVAL, time, new Random(seed));
    clusterTaskSchedule.replaceClusters(Set.of("a", "b", "c"));
    var running = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      time.pass(Duration.ofSeconds(random.nextInt(60)));
      clusterTaskSchedule.startDue().forEach(id -> assertThat(running.add(id)).isTrue());
      for (var id : Set.copyOf(running)) {
        switch (random.nextInt(4)) {
          case 0 -> clusterTaskSchedule.recordSuccess(id, QUICK);
          case 1 -> clusterTaskSchedule.recordFailure(id);
          case 2 -> clusterTaskSchedule.recordUnfinished(id);
          default -> {
            continue;
          }
        }
        running.remove(id);
      }
    }
    running.forEach(id -> clusterTaskSchedule.recordSuccess(id, QUICK));
    time.pass(ClusterTaskSchedule.LONGEST_PAUSE);

    assertThat(clusterTaskSchedule.startDue()).containsExactlyInAnyOrder("a", "b", "c");
  }
}
