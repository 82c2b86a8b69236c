package org.clustershare.testbed.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartFailureTest {
  @TempDir private Path dir;

  @Test
  void saysTheEndOfTheLogOfAProcessThatEnded() throws IOException {
    var log = log();

    var failure = StartFailure.of("It ended with code 1", log, Optional.empty());

    assertThat(failure.exception().getMessage())
        .startsWith("It ended with code 1")
        .contains("line 61", "line 100")
        .doesNotContain("line 60", "threads");
  }

  @Test
  void saysWhichThreadsOfAHangingProcessWaitForALock() throws IOException, InterruptedException {
    var monitor = new Object();
    var lock = new ReentrantLock();
    var entering = new Thread(() -> enter(monitor), "run-level-entering");
    var locking = new Thread(() -> enter(lock), "waits-for-a-lock");
    StartFailure failure;
    lock.lock();
    try {
      synchronized (monitor) {
        entering.start();
        locking.start();
        await().until(() -> entering.getState() == Thread.State.BLOCKED);
        await().until(() -> locking.getState() == Thread.State.WAITING);
        failure = StartFailure.of("Not ready", log(), Optional.of(ProcessHandle.current().pid()));
      }
    } finally {
      lock.unlock();
    }
    entering.join();
    locking.join();

    assertThat(failure.text(60)).contains("\"run-level-entering\"", "StartFailureTest.enter");
    assertThat(failure.threads())
        .hasSizeLessThanOrEqualTo(150)
        .anyMatch(line -> line.startsWith("\"waits-for-a-lock\""))
        .noneMatch(line -> line.contains("Finalizer"));
  }

  @Test
  void theLogEndsWithAllThreads() throws IOException {
    var log = log();

    StartFailure.of("Not ready", log, Optional.of(ProcessHandle.current().pid()));

    assertThat(log).content().contains("\"Finalizer\"");
  }

  @Test
  void saysThatAProcessDoesNotPrintItsThreads() throws IOException {
    var failure = StartFailure.of("Not ready", log(), Optional.of(Long.MAX_VALUE));

    assertThat(failure.threads()).isNotEmpty();
  }

  private static void enter(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  private static void enter(ReentrantLock lock) {
    lock.lock();
    try {
      Thread.onSpinWait();
    } finally {
      lock.unlock();
    }
  }

  private Path log() throws IOException {
    Stream<String> lines = IntStream.rangeClosed(1, 100).mapToObj("line %d"::formatted);
    return Files.write(dir.resolve("server.log"), lines.toList());
  }
}
