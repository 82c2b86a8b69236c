package org.clustershare.story.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Calls that begin at the same moment, each in a thread of its own. */
public final class Concurrently {
  private Concurrently() {}

  /** Makes the calls; gives their results in the same order. What a call throws fails the test. */
  public static <T> List<T> call(List<Callable<T>> calls) {
    var barrier = new CyclicBarrier(calls.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          calls.stream()
              .<Callable<T>>map(
                  call ->
                      () -> {
                        barrier.await();
                        return call.call();
                      })
              .toList();
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(waiting)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
