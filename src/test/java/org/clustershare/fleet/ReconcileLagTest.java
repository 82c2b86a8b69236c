package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.Set;
import org.clustershare.fleet.ClusterTaskScheduler.QueueStatus;
import org.clustershare.fleet.ClusterTaskScheduler.Status;
import org.clustershare.platform.queue.Tenant;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

/** How far behind the reconciler is, as operators see it. */
class ReconcileLagTest {
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final TestClock time = new TestClock(Instant.parse("2026-11-28T08:00:00Z"));
  private final ClusterTaskSchedule schedule =
      new ClusterTaskSchedule(INTERVAL, time, new Random(1));

  @Test
  void aClusterIsBehindUntilItsRunEnds() {
    schedule.replaceClusters(Set.of("a", "b"));
    schedule.startDue();
    time.pass(Duration.ofSeconds(40));
    schedule.recordSuccess("a", Duration.ofSeconds(40));

    assertThat(schedule.status()).isEqualTo(new Status(2, 0, Duration.ofSeconds(40)));

    schedule.recordSuccess("b", Duration.ofSeconds(40));
    assertThat(schedule.status()).isEqualTo(new Status(2, 0, Duration.ZERO));
  }

  @Test
  void aClusterThatFailsIsCountedAndNotBehindDuringItsPause() {
    schedule.replaceClusters(Set.of("a"));
    schedule.startDue();
    schedule.recordFailure("a");

    assertThat(schedule.status()).isEqualTo(new Status(1, 1, Duration.ZERO));
    time.pass(Duration.ofMinutes(5));
    assertThat(schedule.status().lag()).isPositive();
    schedule.startDue();
    schedule.recordSuccess("a", Duration.ofSeconds(1));
    assertThat(schedule.status().failing()).isZero();
  }

  @Test
  void aClusterOfAnotherInstanceDoesNotCount() {
    schedule.replaceClusters(Set.of("a"));
    schedule.startDue();
    schedule.recordFailure("a");
    schedule.replaceClusters(Set.of());

    assertThat(schedule.status()).isEqualTo(new Status(0, 0, Duration.ZERO));
  }

  @Test
  void aQueueTellsWhatWaitsAndWhatRuns() {
    var workers = new ArrayDeque<Runnable>();
    var queue = new WorkQueue(workers::add, 1);
    var tenant = new Tenant("account", "project");
    queue.add(tenant, () -> {});
    queue.add(tenant, () -> {});
    queue.add(new Tenant("other", "project"), () -> {});
    assertThat(queue.status()).isEqualTo(new QueueStatus(3, 1));

    workers.remove().run();
    assertThat(queue.status()).isEqualTo(new QueueStatus(0, 0));
  }
}
