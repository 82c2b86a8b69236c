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

class ReconcileScheduleTest {
  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration QUICK = Duration.ofMillis(100);

  private final TestClock time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
  private final ReconcileSchedule reconcileSchedule =
      new ReconcileSchedule(INTERVAL, time, new Random(1));

  @Test
  void aNewClusterRunsAtOnceAndAgainWithinTheInterval() {
    reconcileSchedule.replaceClusters(Set.of("a"));
    assertThat(reconcileSchedule.startDue()).containsExactly("a");
    assertThat(reconcileSchedule.startDue()).as("it goes on").isEmpty();

    time.pass(Duration.ofSeconds(3));
    reconcileSchedule.recordSuccess("a", QUICK);
    assertThat(reconcileSchedule.startDue()).isEmpty();

    time.pass(INTERVAL.minusSeconds(3));
    assertThat(reconcileSchedule.startDue()).containsExactly("a");
  }

  @Test
  void runsAreSpreadOverTheInterval() {
    reconcileSchedule.replaceClusters(
        IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.toSet()));
    reconcileSchedule.startDue().forEach(id -> reconcileSchedule.recordSuccess(id, QUICK));

    time.pass(Duration.ofSeconds(57));

    assertThat(reconcileSchedule.startDue()).hasSizeBetween(20, 80);
  }

  @Test
  void eachFailureDoublesThePauseUpToFiveMinutes() {
    reconcileSchedule.add("a");
    var rests =
        Stream.generate(
                () -> {
                  reconcileSchedule.startDue();
                  var rest = Duration.between(time.instant(), reconcileSchedule.recordFailure("a"));
                  time.pass(rest);
                  return rest;
                })
            .limit(8)
            .toList();

    var most = ReconcileSchedule.FIRST_PAUSE;
    for (var rest : rests) {
      assertThat(rest).isBetween(most.dividedBy(2), most);
      most = most.multipliedBy(2);
      most =
          most.compareTo(ReconcileSchedule.LONGEST_PAUSE) < 0
              ? most
              : ReconcileSchedule.LONGEST_PAUSE;
    }
    assertThat(reconcileSchedule.isSlow("a")).isTrue();
  }

  @Test
  void aRecoveredClusterEndsItsPause() {
    reconcileSchedule.add("a");
    reconcileSchedule.startDue();
    reconcileSchedule.recordFailure("a");
    assertThat(reconcileSchedule.startDue()).isEmpty();

    reconcileSchedule.endBackOff("a");
    reconcileSchedule.endBackOff("of-another-instance");

    assertThat(reconcileSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aRecoveredClusterIsLikeTheOthersAgain() {
    reconcileSchedule.add("a");
    reconcileSchedule.startDue();
    reconcileSchedule.recordFailure("a");
    time.pass(ReconcileSchedule.FIRST_PAUSE);
    assertThat(reconcileSchedule.startDue()).containsExactly("a");

    reconcileSchedule.recordSuccess("a", QUICK);

    assertThat(reconcileSchedule.isSlow("a")).isFalse();
    time.pass(INTERVAL);
    assertThat(reconcileSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aSlowClusterRunsInTheSlowQueueNextTime() {
    reconcileSchedule.add("a");
    reconcileSchedule.startDue();

    reconcileSchedule.recordSuccess("a", ReconcileSchedule.SLOW.plusMillis(1));

    assertThat(reconcileSchedule.isSlow("a")).isTrue();
    reconcileSchedule.recordSuccess("a", ReconcileSchedule.QUICK.plusMillis(1));
    assertThat(reconcileSchedule.isSlow("a")).as("not to and fro").isTrue();
    reconcileSchedule.recordSuccess("a", ReconcileSchedule.QUICK);
    assertThat(reconcileSchedule.isSlow("a")).isFalse();
  }

  @Test
  void aRunLongerThanTheIntervalIsFollowedByAnEqualPause() {
    reconcileSchedule.add("a");
    reconcileSchedule.startDue();
    time.pass(INTERVAL.multipliedBy(2));

    reconcileSchedule.recordSuccess("a", INTERVAL.multipliedBy(2));

    time.pass(INTERVAL);
    assertThat(reconcileSchedule.startDue()).isEmpty();
    time.pass(INTERVAL);
    assertThat(reconcileSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aRequestDuringARunStartsAnotherAfterIt() {
    reconcileSchedule.add("a");
    reconcileSchedule.startDue();
    time.pass(Duration.ofSeconds(1));
    reconcileSchedule.runNow("a");
    assertThat(reconcileSchedule.startDue()).isEmpty();

    reconcileSchedule.recordSuccess("a", QUICK);

    assertThat(reconcileSchedule.startDue()).containsExactly("a");
  }

  @Test
  void aClusterOfAnotherInstanceRunsNoMore() {
    reconcileSchedule.replaceClusters(Set.of("a", "b"));
    reconcileSchedule.startDue();
    reconcileSchedule.recordSuccess("a", QUICK);

    reconcileSchedule.replaceClusters(Set.of("b"));
    reconcileSchedule.recordSuccess("b", QUICK);
    time.pass(INTERVAL);

    assertThat(reconcileSchedule.startDue()).containsExactly("b");
  }

  @Property
  void noClusterIsForgottenOrRunsTwice(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
    var random = new Random(seed);
    var time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
    var reconcileSchedule = new ReconcileSchedule(INTERVAL, time, new Random(seed));
    reconcileSchedule.replaceClusters(Set.of("a", "b", "c"));
    var running = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      time.pass(Duration.ofSeconds(random.nextInt(60)));
      reconcileSchedule.startDue().forEach(id -> assertThat(running.add(id)).isTrue());
      for (var id : Set.copyOf(running)) {
        switch (random.nextInt(4)) {
          case 0 -> reconcileSchedule.recordSuccess(id, QUICK);
          case 1 -> reconcileSchedule.recordFailure(id);
          case 2 -> reconcileSchedule.recordUnfinished(id);
          default -> {
            continue;
          }
        }
        running.remove(id);
      }
    }
    running.forEach(id -> reconcileSchedule.recordSuccess(id, QUICK));
    time.pass(ReconcileSchedule.LONGEST_PAUSE);

    assertThat(reconcileSchedule.startDue()).containsExactlyInAnyOrder("a", "b", "c");
  }
}
