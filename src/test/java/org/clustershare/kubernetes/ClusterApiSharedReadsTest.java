package org.clustershare.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.kubernetes.ScriptedApiServer.LIMITS;
import static org.clustershare.kubernetes.ScriptedApiServer.PATH;
import static org.clustershare.kubernetes.ScriptedApiServer.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads that many make of one API server at the same time: it answers once all of them wait. */
class ClusterApiSharedReadsTest {
  private static final int READERS = 40;

  @RegisterExtension final ScriptedApiServer server = new ScriptedApiServer();
  private final AtomicInteger calls = server.calls;
  private final ClusterApi api = server.api();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger maxInside = new AtomicInteger();
  private final CountDownLatch allWait = new CountDownLatch(1);

  @BeforeEach
  void answerOnceAllWait() {
    server.when(
        (exchange, call) -> {
          maxInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
          allWait.await();
          inside.decrementAndGet();
          send(exchange, 200, "{\"kind\":\"NamespaceList\",\"items\":[]}");
        });
  }

  @Test
  void aSlowClusterHoldsFewThreads() {
    atOnce(() -> api.get(PATH));

    assertThat(calls).hasValue(READERS);
    assertThat(maxInside.get()).isBetween(2, 16);
  }

  @Test
  void readersWithATimeOfTheirOwnShareNoCalls() {
    var own = api.within(Duration.ofMinutes(1));

    for (var list : atOnce(() -> own.list(PATH, ""))) {
      assertThat(list).isEmpty();
    }

    assertThat(calls).hasValue(READERS);
  }

  @Test
  void readersThatMayShareShareCalls() {
    var shared = api.coalescedWithin(Duration.ofMinutes(1));

    for (var list : atOnce(() -> shared.list(PATH, ""))) {
      assertThat(list).isEmpty();
    }

    assertThat(calls).hasValueBetween(1, READERS - 1);
  }

  @Test
  void readersWithTooLittleTimeForASharedCallMakeTheirOwn() {
    var hurried = api.coalescedWithin(LIMITS.call().minusMillis(1));

    for (var list : atOnce(() -> hurried.list(PATH, ""))) {
      assertThat(list).isEmpty();
    }

    assertThat(calls).hasValue(READERS);
  }

  private <T> List<T> atOnce(Callable<T> read) {
    var reads = Stream.generate(() -> new FutureTask<>(read)).limit(READERS).toList();
    var readers = reads.stream().map(Thread.ofVirtual()::start).toList();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () ->
                calls.get() > 0
                    && readers.stream()
                        .noneMatch(reader -> reader.getState() == Thread.State.RUNNABLE));
    allWait.countDown();
    return reads.stream().map(ClusterApiSharedReadsTest::result).toList();
  }

  private static <T> T result(FutureTask<T> read) {
    try {
      return read.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
