package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.platform.queue.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final Tenant TENANT = new Tenant("", "");
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  @Test
  void holdsNoMoreThreadsThanItHasWorkers() {
    var workQueue = new WorkQueue(executor, 3);
    var now = new AtomicInteger();
    var highest = new AtomicInteger();
    var done = new AtomicInteger();

    for (int i = 0; i < 1_000; i++) {
      workQueue.add(
          TENANT,
          () -> {
            highest.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
            done.incrementAndGet();
          });
    }

    await().untilAsserted(() -> assertThat(done).hasValue(1_000));
    assertThat(highest.get()).isBetween(1, 3);
  }

  @Test
  void whoHangsHoldsOneWorkerOnly() {
    var workQueue = new WorkQueue(executor, 2);
    var release = new CountDownLatch(1);
    var done = new AtomicInteger();
    workQueue.add(TENANT, () -> awaitQuietly(release));

    for (int i = 0; i < 100; i++) {
      workQueue.add(TENANT, done::incrementAndGet);
    }

    await().untilAsserted(() -> assertThat(done).hasValue(100));
    release.countDown();
  }

  @Test
  void aWorkerThatBreaksIsReplaced() {
    var workQueue =
        new WorkQueue(
            work -> {
              var _ = executor.submit(work);
            },
            1);
    var done = new AtomicInteger();
    workQueue.add(
        TENANT,
        () -> {
          throw new IllegalStateException("broken");
        });

    workQueue.add(TENANT, done::incrementAndGet);

    await().untilAsserted(() -> assertThat(done).hasValue(1));
  }

  @Test
  void nothingIsLostWhenThereIsNoThreadForAnother() {
    var workQueue = new WorkQueue(executor, 2);
    var release = new CountDownLatch(1);
    var done = new AtomicInteger();
    workQueue.add(TENANT, () -> awaitQuietly(release));
    executor.shutdown();
    assertThatThrownBy(() -> workQueue.add(TENANT, done::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);

    release.countDown();

    await().untilAsserted(() -> assertThat(done).hasValue(1));
  }

  @Test
  void aWorkerWhoseThreadDidNotStartTakesNoPlace() {
    var rejected = new AtomicBoolean();
    var workQueue =
        new WorkQueue(
            worker -> {
              if (rejected.compareAndSet(false, true)) {
                throw new RejectedExecutionException("no thread");
              }
              executor.execute(worker);
            },
            1);
    var done = new AtomicInteger();
    assertThatThrownBy(() -> workQueue.add(TENANT, done::incrementAndGet)).hasMessage("no thread");

    workQueue.add(TENANT, done::incrementAndGet);

    await().untilAsserted(() -> assertThat(done).hasValue(2));
  }

  @Test
  void aClosedQueueStartsNothingAndLetsWorkInProgressEnd() {
    var waiting = new ArrayDeque<Runnable>();
    var workQueue = new WorkQueue(waiting::add, 1);
    var done = new ArrayList<String>();
    workQueue.add(
        TENANT,
        () -> {
          workQueue.close();
          done.add("in progress");
        });
    workQueue.add(TENANT, () -> done.add("queued"));

    waiting.remove().run();
    workQueue.add(TENANT, () -> done.add("added later"));

    assertThat(waiting).isEmpty();
    assertThat(done).containsExactly("in progress");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
