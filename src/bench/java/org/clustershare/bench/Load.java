package org.clustershare.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * What a number of equal requests took.
 *
 * @param nanos of each request, sorted
 * @param wallNanos of all together
 * @param cpu of every program meanwhile
 */
record Load(List<Long> nanos, long wallNanos, CpuTimes cpu) {
  /** One request, made by a worker. */
  interface Request {
    void send(int worker) throws Exception;
  }

  /** Sends requests with some workers, each waiting for its answer before it sends the next. */
  static Load of(int workers, int requestsOfAWorker, Request request) {
    var executor = Executors.newFixedThreadPool(workers);
    try {
      var calls = new ArrayList<Callable<List<Long>>>();
      for (int worker = 0; worker < workers; worker++) {
        int self = worker;
        calls.add(() -> timed(self, requestsOfAWorker, request));
      }
      var before = CpuTimes.now();
      long begun = System.nanoTime();
      var all = new ArrayList<Long>();
      for (var result : executor.invokeAll(calls)) {
        all.addAll(result.get());
      }
      long wall = System.nanoTime() - begun;
      var cpu = CpuTimes.now().since(before);
      return new Load(all.stream().sorted().toList(), wall, cpu);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      executor.shutdown();
    }
  }

  private static List<Long> timed(int worker, int requests, Request request) throws Exception {
    var nanos = new ArrayList<Long>(requests);
    for (int i = 0; i < requests; i++) {
      long begun = System.nanoTime();
      request.send(worker);
      nanos.add(System.nanoTime() - begun);
    }
    return nanos;
  }

  double perSecond() {
    return nanos.size() * 1e9 / wallNanos;
  }

  double percentileMillis(int percent) {
    return nanos.get(Math.min(nanos.size() - 1, nanos.size() * percent / 100)) / 1e6;
  }

  double serversMillis() {
    return cpu.serversMillisEach(nanos.size());
  }

  /** The one with the median rate. */
  static Load median(List<Load> rounds) {
    var sorted = new ArrayList<>(rounds);
    sorted.sort((one, other) -> Double.compare(one.perSecond(), other.perSecond()));
    return sorted.get(sorted.size() / 2);
  }
}
