package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.platform.queue.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that wait for a cluster in virtual threads; the clusters answer when a test lets them. */
class ParsingPermitsTest {
  private static final Tenant TENANT = new Tenant("", "");
  private final AtomicInteger threads = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void end() {
    answer.countDown();
  }

  /** A queue whose work needs a permit. */
  private final class Runs {
    private final WorkQueue queue;
    private final ParsingPermits permits;

    Runs(int permits, int maxRuns) {
      this.permits = new ParsingPermits(permits);
      var factory = new VirtualThreads(new ContainerInvocation()).factory("test");
      this.queue =
          new WorkQueue(
              worker -> {
                factory.newThread(worker).start();
                threads.incrementAndGet();
              },
              maxRuns);
    }

    void add(Runnable work) {
      queue.add(TENANT, () -> permits.run(work));
    }
  }

  private void waitForAnswer() {
    waitFor(answer, () -> {});
  }

  private void waitFor(CountDownLatch response, Runnable answered) {
    var wait = CallListener.beginWait();
    waiting.incrementAndGet();
    try {
      response.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answered.run();
    wait.close();
    done.incrementAndGet();
  }

  @Test
  void theOthersAreDoneWhileManyHang() {
    var runs = new Runs(2, 30);
    for (int i = 0; i < 20; i++) {
      runs.add(this::waitForAnswer);
    }
    for (int i = 0; i < 100; i++) {
      runs.add(done::incrementAndGet);
    }

    await().until(() -> done.get() == 100);

    assertThat(waiting).as("those that hang were first").hasValue(20);
    answer.countDown();
    await().until(() -> done.get() == 120);
  }

  @Test
  void whoIsAnsweredGoesOnWhenThereIsAPermit() {
    var runs = new Runs(2, 30);
    var now = new AtomicInteger();
    var gate = new Semaphore(0);
    for (int i = 0; i < 20; i++) {
      runs.add(
          () -> {
            waitForAnswer();
            now.incrementAndGet();
            gate.acquireUninterruptibly();
            now.decrementAndGet();
          });
    }
    await().until(() -> waiting.get() == 20);

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
    var runs = new Runs(1, 2);
    var order = new ConcurrentLinkedQueue<String>();
    var gate = new Semaphore(0);
    var hanging = new CompletableFuture<Thread>();
    runs.add(
        () -> {
          waitFor(answer, () -> hanging.complete(Thread.currentThread()));
          order.add("answered");
        });
    runs.add(
        () -> {
          order.add("other");
          gate.acquireUninterruptibly();
        });
    runs.add(() -> order.add("not begun"));
    await().until(() -> order.contains("other"));

    answer.countDown();
    await().until(() -> hanging.thenApply(ParsingPermitsTest::isParked).getNow(false));
    gate.release();

    await().until(() -> order.size() == 3);
    assertThat(order).containsExactly("other", "answered", "not begun");
  }

  @Test
  void noMoreRunsWaitThanTheQueueHasWorkers() {
    var runs = new Runs(2, 5);
    for (int i = 0; i < 20; i++) {
      runs.add(this::waitForAnswer);
    }

    await().until(() -> waiting.get() == 5);

    assertThat(threads).hasValue(5);
    answer.countDown();
    await().until(() -> done.get() == 20);
  }

  @Test
  void aWaitGivesItsPermitBackEachTime() {
    var runs = new Runs(1, 2);
    for (int round = 0; round < 10; round++) {
      int before = done.get();
      var late = new CountDownLatch(1);
      runs.add(() -> waitFor(late, () -> {}));
      runs.add(done::incrementAndGet);
      await().until(() -> done.get() == before + 1);
      late.countDown();
      await().until(() -> done.get() == before + 2);
    }
  }

  @Test
  void whoWasAnsweredHoldsThePermitToItsEnd() {
    var runs = new Runs(1, 2);
    var order = new ConcurrentLinkedQueue<String>();
    var other = new CompletableFuture<Thread>();
    answer.countDown();
    runs.add(
        () -> {
          runs.queue.add(
              TENANT,
              () -> {
                other.complete(Thread.currentThread());
                runs.permits.run(() -> order.add("other"));
              });
          waitForAnswer();
          await().until(() -> other.thenApply(ParsingPermitsTest::isParked).getNow(false));
          order.add("answered");
        });

    await().until(() -> order.size() == 2);

    assertThat(order).containsExactly("answered", "other");
  }

  @Test
  void aRunThatThrowsGivesItsPermitBack() {
    var runs = new Runs(1, 1);
    for (int i = 0; i < 2; i++) {
      runs.add(
          () -> {
            throw new IllegalStateException("broken");
          });
    }

    runs.add(done::incrementAndGet);

    // By default, Awaitility throws what other threads throw.
    await().dontCatchUncaughtExceptions().until(() -> done.get() == 1);
  }

  private static boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }
}
