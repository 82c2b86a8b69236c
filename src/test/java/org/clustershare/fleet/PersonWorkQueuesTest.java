package org.clustershare.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PersonWorkQueuesTest {
  private final PersonWorkQueues queues =
      new PersonWorkQueues(new VirtualThreads(new ContainerInvocation()));
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    queues.close();
  }

  private void hang() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void hangingClustersOfOnePersonDoNotDelayOtherPeople() throws InterruptedException {
    var hanging = new AtomicInteger();
    for (int report = 0; report < 10; report++) {
      var queue = queues.forReport("mallory@example.com");
      for (int i = 0; i < 100; i++) {
        queue.accept(
            () -> {
              hanging.incrementAndGet();
              hang();
            });
      }
    }
    var done = new CountDownLatch(50);
    var queue = queues.forReport("alice@example.com");
    for (int i = 0; i < 50; i++) {
      queue.accept(done::countDown);
    }

    await().untilAsserted(() -> assertThat(done.getCount()).isZero());
    assertThat(hanging).hasValueLessThanOrEqualTo(PersonWorkQueues.AT_ONCE);
  }

  @Test
  void twoReportsOfOnePersonTakeTurns() {
    var large = queues.forReport("alice@example.com");
    for (int i = 0; i < PersonWorkQueues.AT_ONCE; i++) {
      large.accept(this::hang);
    }
    var before = new AtomicInteger();
    var seen = new AtomicInteger(-1);
    for (int i = 0; i < 1_000; i++) {
      large.accept(before::incrementAndGet);
    }
    queues.forReport("alice@example.com").accept(() -> seen.set(before.get()));

    release.countDown();

    await().untilAsserted(() -> assertThat(seen.get()).isBetween(0, 2 * PersonWorkQueues.AT_ONCE));
  }
}
