package org.clustershare.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.platform.queue.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A work queue with four workers, as the slow one of {@link ClusterTaskScheduler}, at clusters that
 * hang until a test releases them.
 */
class SlowWorkQueueTest {
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final WorkQueue workQueue = new WorkQueue(executor, 4);
  private final Semaphore goOn = new Semaphore(0);
  private final AtomicInteger hung = new AtomicInteger();

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  private void addHanging(int project) {
    workQueue.add(
        new Tenant("mallory", "project " + project),
        () -> {
          goOn.acquireUninterruptibly();
          hung.incrementAndGet();
        });
  }

  @Test
  void hangingClustersOfOnePersonDelayAnotherByOneOnly() throws InterruptedException {
    for (int i = 0; i < 150; i++) {
      addHanging(i % 20);
    }
    var looked = new CountDownLatch(1);
    workQueue.add(new Tenant("alice", "hers"), looked::countDown);

    // Two of mallory's: the first free worker serves mallory again, the second one alice.
    goOn.release(2);

    assertThat(looked.await(10, SECONDS)).isTrue();
    assertThat(hung.get()).isLessThanOrEqualTo(2);
    goOn.release(148);
  }
}
