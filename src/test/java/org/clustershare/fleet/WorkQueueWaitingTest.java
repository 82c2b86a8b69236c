package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Works that wait for a cluster; time passes when an alarm is rung. */
class WorkQueueWaitingTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Alarms alarms = new Alarms();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void theOthersAreDoneWhileManyHang() {
    var workQueue = lane(2, 30);
    for (int i = 0; i < 20; i++) {
      workQueue.add(() -> waitForAnswer(workQueue));
    }
    for (int i = 0; i < 100; i++) {
      workQueue.add(done::incrementAndGet);
    }
    await().until(() -> waiting.get() == 2);
    assertThat(done).as("those that hang were first").hasValue(0);

    ringUntil(done, 100);

    assertThat(waiting).hasValue(20);
    answer.countDown();
    await().until(() -> done.get() == 120);
  }

  @Test
  void whoIsAnsweredGoesOnWhenThereIsAPlace() {
    var workQueue = lane(2, 30);
    var now = new AtomicInteger();
    var gate = new Semaphore(0);
    for (int i = 0; i < 20; i++) {
      workQueue.add(
          () -> {
            waitForAnswer(workQueue);
            now.incrementAndGet();
            gate.acquireUninterruptibly();
            now.decrementAndGet();
          });
    }
    ringUntil(waiting, 20);

    answer.countDown();

    for (int i = 0; i < 20; i++) {
      int expected = Math.min(2, 20 - i);
      await().until(() -> now.get() == expected);
      gate.release();
    }
    await().until(() -> done.get() == 20 && now.get() == 0);
  }

  @Test
  void whoIsAnsweredGoesAheadOfWhatIsNotBegun() {
    var workQueue = lane(1, 1);
    var order = new ConcurrentLinkedQueue<String>();
    var gate = new Semaphore(0);
    var hanging = new CompletableFuture<Thread>();
    workQueue.add(
        () -> {
          waitFor(answer, workQueue, () -> hanging.complete(Thread.currentThread()));
          order.add("answered");
        });
    workQueue.add(
        () -> {
          order.add("other");
          gate.acquireUninterruptibly();
        });
    workQueue.add(() -> order.add("not begun"));
    await().until(() -> waiting.get() == 1);
    alarms.ring();
    await().until(() -> order.contains("other"));

    answer.countDown();
    await().until(() -> hanging.thenApply(WorkQueueWaitingTest::isParked).getNow(false));
    gate.release();

    await().until(() -> order.size() == 3);
    assertThat(order).containsExactly("other", "answered", "not begun");
    // Then it is aside no more, and another one can be.
    workQueue.add(() -> waitFor(new CountDownLatch(1), workQueue, () -> {}));
    workQueue.add(done::incrementAndGet);
    ringUntil(done, 2);
  }

  @Test
  void noMoreStepAsideThanThereAreThreadsFor() {
    var workQueue = lane(2, 3);
    for (int i = 0; i < 20; i++) {
      workQueue.add(() -> waitForAnswer(workQueue));
    }
    ringUntil(waiting, 5);

    alarms.ring();

    assertThat(asked).hasValue(5);
    answer.countDown();
    await().until(() -> done.get() == 20);
  }

  @Test
  void whoCameBackIsAsideNoMore() {
    var workQueue = lane(1, 1);
    for (int round = 0; round < 10; round++) {
      int before = done.get();
      var late = new CountDownLatch(1);
      workQueue.add(() -> waitFor(late, workQueue, () -> {}));
      workQueue.add(done::incrementAndGet);
      ringUntil(done, before + 1);
      late.countDown();
      await().until(() -> done.get() == before + 2);
    }
  }

  @Test
  void anAlarmThatComesLateIsNothing() {
    var workQueue = lane(1, 1);
    var gate = new Semaphore(0);
    answer.countDown();
    workQueue.add(
        () -> {
          waitForAnswer(workQueue);
          gate.acquireUninterruptibly();
        });
    workQueue.add(done::incrementAndGet);
    await().until(() -> done.get() == 1);

    alarms.ring();

    assertThat(asked).hasValue(1);
    gate.release();
    await().until(() -> done.get() == 2);
  }

  @Test
  void nothingIsLostWhenThereIsNoThreadForAnother() {
    var workQueue = lane(1, 1);
    workQueue.add(() -> waitForAnswer(workQueue));
    workQueue.add(done::incrementAndGet);
    await().until(() -> waiting.get() == 1);
    threads.shutdown();
    assertThatThrownBy(alarms::ring).isInstanceOf(RejectedExecutionException.class);

    answer.countDown();

    await().until(() -> done.get() == 2);
  }

  @Test
  void howLongIsTooLongFollowsFromHowLongTheOthersWait() {
    var workQueue = new WorkQueue(Runnable::run, 1, 1, alarms, nanos::get);

    waitFor(workQueue, Duration.ofMillis(400), 20);
    assertThat(alarms.last()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_500));

    waitFor(workQueue, Duration.ofMillis(30), 50);
    assertThat(alarms.last()).isBetween(Duration.ofMillis(70), Duration.ofMillis(110));

    waitFor(workQueue, Duration.ofMillis(1), 50);
    assertThat(alarms.last()).isEqualTo(Duration.ofMillis(20));
  }

  private void waitFor(WorkQueue workQueue, Duration time, int often) {
    for (int i = 0; i < often; i++) {
      workQueue.add(
          () -> {
            var wait = workQueue.begin();
            nanos.addAndGet(time.toNanos());
            wait.end();
          });
    }
  }

  private WorkQueue lane(int places, int mostAside) {
    Executor counting =
        work -> {
          threads.execute(work);
          asked.incrementAndGet();
        };
    return new WorkQueue(counting, places, mostAside, alarms, nanos::get);
  }

  private void waitForAnswer(WorkQueue workQueue) {
    waitFor(answer, workQueue, () -> {});
  }

  private void waitFor(CountDownLatch answer, WorkQueue workQueue, Runnable answered) {
    var wait = workQueue.begin();
    waiting.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answered.run();
    wait.end();
    done.incrementAndGet();
  }

  private void ringUntil(AtomicInteger count, int value) {
    await()
        .until(
            () -> {
              alarms.ring();
              return count.get() == value;
            });
  }

  private static boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static final class Alarms implements Scheduler {
    private final Queue<Runnable> set = new ConcurrentLinkedQueue<>();
    private final List<Duration> delays = new ArrayList<>();

    @Override
    public synchronized Future<?> schedule(
        Executor executor, Runnable command, long delay, TimeUnit unit) {
      delays.add(Duration.of(delay, unit.toChronoUnit()));
      set.add(command);
      return new CompletableFuture<Void>();
    }

    void ring() {
      for (var command = set.poll(); command != null; command = set.poll()) {
        command.run();
      }
    }

    synchronized Duration last() {
      return delays.get(delays.size() - 1);
    }
  }
}
