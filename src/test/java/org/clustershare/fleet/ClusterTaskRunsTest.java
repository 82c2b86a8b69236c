package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.platform.queue.Tenant;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

/** A task with planned results; the queues run its work at once, in the test's thread. */
class ClusterTaskRunsTest {
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final TestClock time = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
  private final WorkQueue quick = new WorkQueue(Runnable::run, 1);
  private final WorkQueue slow = new WorkQueue(Runnable::run, 1);
  private final Queue<Supplier<TaskResult>> results = new ArrayDeque<>();
  private final List<String> runs = new ArrayList<>();
  private final List<Integer> permitsInWait = new ArrayList<>();
  // Two, because these queues run a slow run inside the quick one that asked for it.
  private final ParsingPermits permits = new ParsingPermits(2);
  private boolean leased = true;
  private final ClusterTaskRuns taskRuns = runs(slow);

  private ClusterTaskRuns runs(WorkQueue slowQueue) {
    return new ClusterTaskRuns(
        new PlannedTask(),
        new ClusterTaskRuns.Queues(quick, slowQueue, permits),
        clusterId -> new Tenant(clusterId.substring(0, 1), "project"),
        () -> leased,
        time);
  }

  private final class PlannedTask implements ClusterTask {
    @Override
    public Duration interval() {
      return INTERVAL;
    }

    @Override
    public TaskResult run(String clusterId, CallBudget budget) {
      runs.add(clusterId + " " + budget);
      int before = permits.available();
      var wait = CallListener.beginWait();
      permitsInWait.add(permits.available() - before);
      wait.close();
      var result = results.poll();
      return result == null ? TaskResult.succeeded() : result.get();
    }
  }

  private void willEnd(TaskResult result) {
    results.add(() -> result);
  }

  private void startAll(String... clusterIds) {
    taskRuns.replaceClusters(Set.of(clusterIds));
    taskRuns.startDue();
  }

  @Test
  void aSuccessIsRepeatedAfterTheIntervalInTheQuickQueue() {
    startAll("a");
    taskRuns.startDue();
    assertThat(runs).containsExactly("a SHORT");

    time.pass(INTERVAL);
    taskRuns.startDue();

    assertThat(runs).containsExactly("a SHORT", "a SHORT");
    assertThat(permitsInWait).as("given up while a run waits").containsExactly(1, 1);
  }

  @Test
  void aSlowClusterGetsALongBudgetInTheSlowQueueAtOnce() {
    willEnd(TaskResult.unanswered("timeout"));

    startAll("a");

    assertThat(runs).containsExactly("a SHORT", "a LONG");
    assertThat(permitsInWait).as("given up while a run waits").containsExactly(1, 1);
  }

  @Test
  void aClusterThatDoesNotAnswerALongRunIsPausedAsAfterAFailure() {
    willEnd(TaskResult.unanswered("timeout"));
    willEnd(TaskResult.unanswered("timeout"));
    startAll("a");

    time.pass(ClusterTaskSchedule.FIRST_PAUSE.dividedBy(2).minusMillis(1));
    taskRuns.startDue();
    assertThat(runs).containsExactly("a SHORT", "a LONG");

    time.pass(ClusterTaskSchedule.FIRST_PAUSE);
    taskRuns.startDue();
    assertThat(runs).containsExactly("a SHORT", "a LONG", "a LONG");
  }

  @Test
  void aFailureIsNotRepeatedAtOnceAndEndsItsPauseOnRequest() {
    willEnd(TaskResult.failed("refused"));
    startAll("a");
    taskRuns.startDue();
    assertThat(runs).containsExactly("a SHORT");

    taskRuns.endBackOff("a");
    taskRuns.startDue();

    assertThat(runs).containsExactly("a SHORT", "a LONG");
  }

  @Test
  void aRunThatWaitedUntilTheLeaseLapsedDoesNotStart() {
    leased = false;
    startAll("a");
    assertThat(runs).isEmpty();

    leased = true;
    time.pass(Duration.ofSeconds(1));
    taskRuns.startDue();

    assertThat(runs).containsExactly("a LONG");
  }

  @Test
  void accountsTakeTurnsAtQuickClusters() {
    var waiting = new ArrayDeque<Runnable>();
    var oneWorker = new WorkQueue(waiting::add, 1);
    var queued =
        new ClusterTaskRuns(
            new PlannedTask(),
            new ClusterTaskRuns.Queues(oneWorker, slow, permits),
            clusterId -> new Tenant(clusterId.substring(0, 1), "project"),
            () -> leased,
            time);
    queued.replaceClusters(Set.of("a1", "a2", "a3"));
    queued.startDue();
    queued.replaceClusters(Set.of("a1", "a2", "a3", "b1"));
    queued.startDue();

    waiting.forEach(Runnable::run);

    assertThat(runs).hasSize(4).element(1).isEqualTo("b1 SHORT");
  }

  @Test
  void anUnfinishedRunGoesOnASecondLaterInTheSlowQueue() {
    willEnd(TaskResult.unfinished());
    startAll("a");

    time.pass(Duration.ofSeconds(1));
    taskRuns.startDue();

    assertThat(runs).containsExactly("a SHORT", "a LONG");
  }

  @Test
  void aRunThatThrowsIsAFailureAndTheOtherClustersStillHaveTheirs() {
    results.add(
        () -> {
          throw new IllegalStateException("broken");
        });
    results.add(
        () -> {
          throw new StackOverflowError();
        });

    startAll("a", "b", "c");

    assertThat(runs).containsExactlyInAnyOrder("a SHORT", "b SHORT", "c SHORT");
    time.pass(ClusterTaskSchedule.FIRST_PAUSE);
    taskRuns.startDue();
    assertThat(runs).as("both that threw, after their pause").hasSize(5);
  }

  @Test
  void aRequestedRunStartsAtOnceWhateverWasPlanned() {
    startAll("a");

    taskRuns.runNow("a");
    taskRuns.runNow("new");

    assertThat(runs).containsExactly("a SHORT", "a SHORT", "new SHORT");
  }

  @Test
  void tenantsTakeTurnsInTheSlowQueue() {
    var waiting = new ArrayDeque<Runnable>();
    var ofAll = runs(new WorkQueue(waiting::add, 1));
    for (var id : List.of("m1", "m2", "m3", "a1")) {
      willEnd(TaskResult.unanswered("timeout"));
      ofAll.runNow(id);
    }
    runs.clear();

    waiting.forEach(Runnable::run);

    assertThat(runs).containsExactly("m1 LONG", "a1 LONG", "m2 LONG", "m3 LONG");
  }
}
