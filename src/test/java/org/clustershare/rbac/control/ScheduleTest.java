package org.clustershare.rbac.control;

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

class ScheduleTest {
  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration QUICK = Duration.ofMillis(100);

  private final TestClock time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
  private final Schedule schedule = new Schedule(INTERVAL, time, new Random(1));

  @Test
  void whatIsNewIsLookedAtAtOnceAndAgainWithinAnInterval() {
    schedule.keep(Set.of("a"));
    assertThat(schedule.begin()).containsExactly("a");
    assertThat(schedule.begin()).as("it goes on").isEmpty();

    time.pass(Duration.ofSeconds(3));
    schedule.succeeded("a", QUICK);
    assertThat(schedule.begin()).isEmpty();

    time.pass(INTERVAL.minusSeconds(3));
    assertThat(schedule.begin()).containsExactly("a");
  }

  @Test
  void looksDoNotStayTogether() {
    schedule.keep(IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.toSet()));
    schedule.begin().forEach(id -> schedule.succeeded(id, QUICK));

    time.pass(Duration.ofSeconds(57));

    assertThat(schedule.begin()).hasSizeBetween(20, 80);
  }

  @Test
  void whatFailsIsLeftAloneTwiceAsLongEachTimeUpToFiveMinutes() {
    schedule.add("a");
    var rests =
        Stream.generate(
                () -> {
                  schedule.begin();
                  var rest = Duration.between(time.instant(), schedule.failed("a"));
                  time.pass(rest);
                  return rest;
                })
            .limit(8)
            .toList();

    var most = Schedule.FIRST_REST;
    for (var rest : rests) {
      assertThat(rest).isBetween(most.dividedBy(2), most);
      most = most.multipliedBy(2);
      most = most.compareTo(Schedule.LONGEST_REST) < 0 ? most : Schedule.LONGEST_REST;
    }
    assertThat(schedule.slow("a")).isTrue();
  }

  @Test
  void whatIsFoundToBeWellAgainRestsNoLonger() {
    schedule.add("a");
    schedule.begin();
    schedule.failed("a");
    assertThat(schedule.begin()).isEmpty();

    schedule.recovered("a");
    schedule.recovered("of-another-instance");

    assertThat(schedule.begin()).containsExactly("a");
  }

  @Test
  void whatRecoversIsLikeTheOthersAgain() {
    schedule.add("a");
    schedule.begin();
    schedule.failed("a");
    time.pass(Schedule.FIRST_REST);
    assertThat(schedule.begin()).containsExactly("a");

    schedule.succeeded("a", QUICK);

    assertThat(schedule.slow("a")).isFalse();
    time.pass(INTERVAL);
    assertThat(schedule.begin()).containsExactly("a");
  }

  @Test
  void whatTakesLongIsLookedAtAsideNextTime() {
    schedule.add("a");
    schedule.begin();

    schedule.succeeded("a", Schedule.SLOW.plusMillis(1));

    assertThat(schedule.slow("a")).isTrue();
    schedule.succeeded("a", Schedule.QUICK.plusMillis(1));
    assertThat(schedule.slow("a")).as("not to and fro").isTrue();
    schedule.succeeded("a", Schedule.QUICK);
    assertThat(schedule.slow("a")).isFalse();
  }

  @Test
  void whatTakesLongerThanAnIntervalRestsAsLongAsItWorks() {
    schedule.add("a");
    schedule.begin();
    time.pass(INTERVAL.multipliedBy(2));

    schedule.succeeded("a", INTERVAL.multipliedBy(2));

    time.pass(INTERVAL);
    assertThat(schedule.begin()).isEmpty();
    time.pass(INTERVAL);
    assertThat(schedule.begin()).containsExactly("a");
  }

  @Test
  void aLookThatIsWishedForWhileOneGoesOnComesAfterIt() {
    schedule.add("a");
    schedule.begin();
    time.pass(Duration.ofSeconds(1));
    schedule.hurry("a");
    assertThat(schedule.begin()).isEmpty();

    schedule.succeeded("a", QUICK);

    assertThat(schedule.begin()).containsExactly("a");
  }

  @Test
  void whatAnotherInstanceTookIsLookedAtNoMore() {
    schedule.keep(Set.of("a", "b"));
    schedule.begin();
    schedule.succeeded("a", QUICK);

    schedule.keep(Set.of("b"));
    schedule.succeeded("b", QUICK);
    time.pass(INTERVAL);

    assertThat(schedule.begin()).containsExactly("b");
  }

  @Property
  void nothingIsForgottenAndNothingRunsTwice(@ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
    var random = new Random(seed);
    var time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
    var schedule = new Schedule(INTERVAL, time, new Random(seed));
    schedule.keep(Set.of("a", "b", "c"));
    var running = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      time.pass(Duration.ofSeconds(random.nextInt(60)));
      schedule.begin().forEach(id -> assertThat(running.add(id)).isTrue());
      for (var id : Set.copyOf(running)) {
        switch (random.nextInt(4)) {
          case 0 -> schedule.succeeded(id, QUICK);
          case 1 -> schedule.failed(id);
          case 2 -> schedule.unfinished(id);
          default -> {
            continue;
          }
        }
        running.remove(id);
      }
    }
    running.forEach(id -> schedule.succeeded(id, QUICK));
    time.pass(Schedule.LONGEST_REST);

    assertThat(schedule.begin()).containsExactlyInAnyOrder("a", "b", "c");
  }
}
