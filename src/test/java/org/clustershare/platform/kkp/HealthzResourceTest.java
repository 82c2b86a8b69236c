package org.clustershare.platform.kkp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clustershare.platform.problem.ProblemException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class HealthzResourceTest {
  private long now;
  private int calls;
  private boolean up = true;
  private final HealthzResource probe = probe(this::call);

  private HealthCheckResponse call() {
    calls++;
    return new HealthCheckResponse(
        "check",
        up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN,
        java.util.Optional.empty());
  }

  @SuppressWarnings("unchecked")
  private HealthzResource probe(HealthCheck check) {
    var checks =
        (Instance<HealthCheck>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, called, with) -> Stream.of(check));
    return new HealthzResource(checks, () -> now);
  }

  @Test
  void aResultCountsForASecond() {
    probe.ready();
    up = false;
    now += Duration.ofMillis(999).toNanos();
    assertThatCode(probe::ready).doesNotThrowAnyException();
    assertThat(calls).isEqualTo(1);

    now += Duration.ofMillis(2).toNanos();

    assertThatThrownBy(probe::ready).isInstanceOf(ProblemException.class);
    assertThat(calls).isEqualTo(2);
  }

  /** Strangers call it without a limit; a slow database must not take a thread for each. */
  @Test
  void oneRequestAtATimeRunsTheChecks() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var slow =
        probe(
            () -> {
              begun.countDown();
              await(end);
              return call();
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(slow::ready);
      begun.await();
      try {
        var second = threads.submit(slow::ready);
        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
            .hasCauseInstanceOf(ProblemException.class);
      } finally {
        end.countDown();
      }
      assertThat(first.get()).isNotNull();
    }
    assertThat(calls).isEqualTo(1);
    assertThatCode(slow::ready).doesNotThrowAnyException();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
