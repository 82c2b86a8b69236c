package org.clustershare.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeploymentGateTest {
  private final DeploymentGate gate = new DeploymentGate();

  @Test
  void staysClosedUntilTheServerHasClosedItsFiles() throws Exception {
    var waiting = CompletableFuture.supplyAsync(gate::awaitOpen);
    assertThat(gate.isOpen()).isFalse();

    long before = System.nanoTime();
    gate.open();

    assertThat(gate.isOpen()).isFalse();
    assertThat(waiting.get(1, TimeUnit.MINUTES)).isTrue();
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(DeploymentGate.MARGIN.toNanos());
    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void doesNotLetAnInterruptedThreadPass() {
    Thread.currentThread().interrupt();

    assertThat(gate.awaitOpen()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
