package org.clustershare.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.junit.jupiter.api.Test;

class RequestCoalescerTest {
  private static final Duration VERY_LONG = Duration.ofSeconds(30);

  private final RequestCoalescer<Integer> reads = new RequestCoalescer<>(VERY_LONG, VERY_LONG);
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(1);

  @Test
  void whoComesWhileACallGoesOnSharesTheNextOne() throws Exception {
    var first = read("roles", this::answeredLater);
    await().until(() -> calls.get() == 1);
    var others = List.of(gathered("roles"), gathered("roles"), gathered("roles"));

    answered.countDown();

    assertThat(first.result().get()).isEqualTo(1);
    for (var other : others) {
      assertThat(other.result().get()).isEqualTo(2);
    }
    assertThat(calls).hasValue(2);
  }

  @Test
  void theAnswerIsNeverOlderThanTheQuestion() {
    assertThat(reads.read("roles", calls::incrementAndGet)).isEqualTo(1);
    assertThat(reads.read("roles", calls::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void noReaderOfManyEverGetsWhatWasBeforeTheyAsked() throws Exception {
    var written = new AtomicInteger();
    Callable<Integer> reader =
        () -> {
          int stale = 0;
          for (int i = 0; i < 2_000; i++) {
            int before = written.incrementAndGet();
            int read =
                reads.read(
                    "roles",
                    () -> {
                      int now = written.get();
                      calls.incrementAndGet();
                      LockSupport.parkNanos(1_000);
                      return now;
                    });
            stale += read < before ? 1 : 0;
          }
          return stale;
        };
    var executor = Executors.newFixedThreadPool(8);
    try {
      for (var stale : executor.invokeAll(Collections.nCopies(8, reader))) {
        assertThat(stale.get()).isZero();
      }
      assertThat(calls).as("some shared a call").hasValueLessThan(8 * 2_000);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void whatDiffersIsNotShared() throws Exception {
    var roles = read("roles", this::answeredLater);
    await().until(() -> calls.get() == 1);

    assertThat(reads.read("bindings", () -> 7)).isEqualTo(7);

    answered.countDown();
    assertThat(roles.result().get()).isEqualTo(1);
  }

  @Test
  void aCallThatHangsIsNotWaitedForLong() throws Exception {
    var impatient = new RequestCoalescer<Integer>(Duration.ofMillis(1), VERY_LONG);
    var hanging = new Reader(() -> impatient.read("roles", this::answeredLater));
    await().until(() -> calls.get() == 1);

    assertThat(impatient.read("roles", () -> 7)).isEqualTo(7);

    answered.countDown();
    assertThat(hanging.result().get()).isEqualTo(1);
  }

  @Test
  void whoWaitsLongForACallOfOthersReadsAlone() throws Exception {
    var impatient = new RequestCoalescer<Integer>(VERY_LONG, Duration.ofMillis(1));
    var first = new Reader(() -> impatient.read("roles", this::answeredLater));
    await().until(() -> calls.get() == 1);
    var gathering = new Reader(() -> impatient.read("roles", () -> 8));
    await().until(gathering::isWaiting);

    assertThat(impatient.read("roles", () -> 7)).isEqualTo(7);

    answered.countDown();
    assertThat(first.result().get()).isEqualTo(1);
    assertThat(gathering.result().get()).isEqualTo(8);
  }

  @Test
  void aFailureIsTheOneOfAllWhoShareTheCall() throws Exception {
    var first = read("roles", this::answeredLater);
    await().until(() -> calls.get() == 1);
    var refused = new ClusterUnreachableException("no");
    var others = new ArrayList<Reader>();
    for (int i = 0; i < 2; i++) {
      others.add(
          gathered(
              "roles",
              () -> {
                calls.incrementAndGet();
                throw refused;
              }));
    }

    answered.countDown();

    assertThat(first.result().get()).isEqualTo(1);
    for (var other : others) {
      assertThatThrownBy(() -> other.result().get())
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isSameAs(refused);
    }
    assertThat(calls).hasValue(2);
    assertThat(reads.read("roles", () -> 7)).as("the next one").isEqualTo(7);
  }

  @Test
  void anErrorLeavesNobodyWaiting() throws Exception {
    var first = read("roles", this::answeredLater);
    await().until(() -> calls.get() == 1);
    Supplier<Integer> fails =
        () -> {
          throw new StackOverflowError();
        };
    var others = List.of(gathered("roles", fails), gathered("roles", fails));

    answered.countDown();

    assertThat(first.result().get()).isEqualTo(1);
    for (var other : others) {
      assertThatThrownBy(() -> other.result().get())
          .hasRootCauseInstanceOf(StackOverflowError.class);
    }
  }

  private int answeredLater() {
    int answer = calls.incrementAndGet();
    try {
      answered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answer;
  }

  private Reader read(String what, Supplier<Integer> call) {
    return new Reader(() -> reads.read(what, call));
  }

  private Reader gathered(String what) {
    return gathered(what, calls::incrementAndGet);
  }

  private Reader gathered(String what, Supplier<Integer> call) {
    var reader = read(what, call);
    await().until(reader::isWaiting);
    return reader;
  }

  /** A reader in its own thread. */
  private static final class Reader {
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private final Thread thread;

    Reader(Supplier<Integer> read) {
      thread =
          new Thread(
              () -> {
                try {
                  result.complete(read.get());
                } catch (Throwable e) {
                  result.completeExceptionally(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    CompletableFuture<Integer> result() {
      return result;
    }

    boolean isWaiting() {
      return thread.getState() == Thread.State.WAITING
          || thread.getState() == Thread.State.TIMED_WAITING;
    }
  }
}
