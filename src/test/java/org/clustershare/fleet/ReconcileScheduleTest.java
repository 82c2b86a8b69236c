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
  void whatIsNewIsLookedAtAtOnceAndAgainWithinAnInterval() {
    reconcileSchedule.keep(Set.of("a"));
    assertThat(reconcileSchedule.begin()).containsExactly("a");
    assertThat(reconcileSchedule.begin()).as("it goes on").isEmpty();

    time.pass(Duration.ofSeconds(3));
    reconcileSchedule.succeeded("a", QUICK);
    assertThat(reconcileSchedule.begin()).isEmpty();

    time.pass(INTERVAL.minusSeconds(3));
    assertThat(reconcileSchedule.begin()).containsExactly("a");
  }

  @Test
  void looksDoNotStayTogether() {
    reconcileSchedule.keep(
        IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.toSet()));
    reconcileSchedule.begin().forEach(id -> reconcileSchedule.succeeded(id, QUICK));

    time.pass(Duration.ofSeconds(57));

    assertThat(reconcileSchedule.begin()).hasSizeBetween(20, 80);
  }

  @Test
  void whatFailsIsLeftAloneTwiceAsLongEachTimeUpToFiveMinutes() {
    reconcileSchedule.add("a");
    var rests =
        Stream.generate(
                () -> {
                  reconcileSchedule.begin();
                  var rest = Duration.between(time.instant(), reconcileSchedule.failed("a"));
                  time.pass(rest);
                  return rest;
                })
            .limit(8)
            .toList();

    var most = ReconcileSchedule.FIRST_REST;
    for (var rest : rests) {
      assertThat(rest).isBetween(most.dividedBy(2), most);
      most = most.multipliedBy(2);
      most =
          most.compareTo(ReconcileSchedule.LONGEST_REST) < 0
              ? most
              : ReconcileSchedule.LONGEST_REST;
    }
    assertThat(reconcileSchedule.slow("a")).isTrue();
  }

  @Test
  void whatIsFoundToBeWellAgainRestsNoLonger() {
    reconcileSchedule.add("a");
    reconcileSchedule.begin();
    reconcileSchedule.failed("a");
    assertThat(reconcileSchedule.begin()).isEmpty();

    reconcileSchedule.recovered("a");
    reconcileSchedule.recovered("of-another-instance");

    assertThat(reconcileSchedule.begin()).containsExactly("a");
  }

  @Test
  void whatRecoversIsLikeTheOthersAgain() {
    reconcileSchedule.add("a");
    reconcileSchedule.begin();
    reconcileSchedule.failed("a");
    time.pass(ReconcileSchedule.FIRST_REST);
    assertThat(reconcileSchedule.begin()).containsExactly("a");

    reconcileSchedule.succeeded("a", QUICK);

    assertThat(reconcileSchedule.slow("a")).isFalse();
    time.pass(INTERVAL);
    assertThat(reconcileSchedule.begin()).containsExactly("a");
  }

  @Test
  void whatTakesLongIsLookedAtAsideNextTime() {
    reconcileSchedule.add("a");
    reconcileSchedule.begin();

    reconcileSchedule.succeeded("a", ReconcileSchedule.SLOW.plusMillis(1));

    assertThat(reconcileSchedule.slow("a")).isTrue();
    reconcileSchedule.succeeded("a", ReconcileSchedule.QUICK.plusMillis(1));
    assertThat(reconcileSchedule.slow("a")).as("not to and fro").isTrue();
    reconcileSchedule.succeeded("a", ReconcileSchedule.QUICK);
    assertThat(reconcileSchedule.slow("a")).isFalse();
  }

  @Test
  void whatTakesLongerThanAnIntervalRestsAsLongAsItWorks() {
    reconcileSchedule.add("a");
    reconcileSchedule.begin();
    time.pass(INTERVAL.multipliedBy(2));

    reconcileSchedule.succeeded("a", INTERVAL.multipliedBy(2));

    time.pass(INTERVAL);
    assertThat(reconcileSchedule.begin()).isEmpty();
    time.pass(INTERVAL);
    assertThat(reconcileSchedule.begin()).containsExactly("a");
  }

  @Test
  void aLookThatIsWishedForWhileOneGoesOnComesAfterIt() {
    reconcileSchedule.add("a");
    reconcileSchedule.begin();
    time.pass(Duration.ofSeconds(1));
    reconcileSchedule.hurry("a");
    assertThat(reconcileSchedule.begin()).isEmpty();

    reconcileSchedule.succeeded("a", QUICK);

    assertThat(reconcileSchedule.begin()).containsExactly("a");
  }

  @Test
  void whatAnotherInstanceTookIsLookedAtNoMore() {
    reconcileSchedule.keep(Set.of("a", "b"));
    reconcileSchedule.begin();
    reconcileSchedule.succeeded("a", QUICK);

    reconcileSchedule.keep(Set.of("b"));
    reconcileSchedule.succeeded("b", QUICK);
    time.pass(INTERVAL);

    assertThat(reconcileSchedule.begin()).containsExactly("b");
  }

  @Property
  void nothingIsForgottenAndNothingRunsTwice(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
    var random = new Random(seed);
    var time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
    var reconcileSchedule = new ReconcileSchedule(INTERVAL, time, new Random(seed));
    reconcileSchedule.keep(Set.of("a", "b", "c"));
    var running = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      time.pass(Duration.ofSeconds(random.nextInt(60)));
      reconcileSchedule.begin().forEach(id -> assertThat(running.add(id)).isTrue());
      for (var id : Set.copyOf(running)) {
        switch (random.nextInt(4)) {
          case 0 -> reconcileSchedule.succeeded(id, QUICK);
          case 1 -> reconcileSchedule.failed(id);
          case 2 -> reconcileSchedule.unfinished(id);
          default -> {
            continue;
          }
        }
        running.remove(id);
      }
    }
    running.forEach(id -> reconcileSchedule.succeeded(id, QUICK));
    time.pass(ReconcileSchedule.LONGEST_REST);

    assertThat(reconcileSchedule.begin()).containsExactlyInAnyOrder("a", "b", "c");
  }
}
