package org.clustershare.story.faults;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.clustershare.testbed.Api.Answer;

/** Four clients that send the same request again and again until this is closed. */
final class Load implements AutoCloseable {
  private static final int CLIENTS = 4;

  /** The status of a request without an answer. */
  static final int NO_ANSWER = -1;

  private final Supplier<Answer> request;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Map<Integer, AtomicInteger> byStatus = new ConcurrentHashMap<>();
  private volatile boolean ended;

  Load(Supplier<Answer> request) {
    this.request = request;
    for (int i = 0; i < CLIENTS; i++) {
      threads.execute(this::run);
    }
  }

  private void run() {
    while (!ended) {
      var counts = byStatus;
      counts.computeIfAbsent(status(), key -> new AtomicInteger()).incrementAndGet();
    }
  }

  private int status() {
    try {
      return request.get().status();
    } catch (RuntimeException noAnswer) {
      return NO_ANSWER;
    }
  }

  /** Forgets what it has counted, also of requests that are in flight. */
  void restart() {
    byStatus = new ConcurrentHashMap<>();
  }

  /** The number of answers since the last restart. */
  int count() {
    return byStatus.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** The statuses of these answers. */
  Set<Integer> statuses() {
    return byStatus.keySet();
  }

  /** The number of answers by status. */
  Map<Integer, AtomicInteger> byStatus() {
    return byStatus;
  }

  @Override
  public void close() {
    ended = true;
    threads.close();
  }
}
