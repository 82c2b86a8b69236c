package org.clustershare.cluster.kubernetes;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets those who want to read the same at the same time share a call. While a call goes on, whoever
 * comes gathers for the next one, which begins after all of them have come: what somebody gets is
 * never older than their question, and a server with many readers answers one call after the other.
 *
 * @param <T> what is read; it is handed to several threads
 */
final class SharedReads<T> {
  private final Duration patience;
  private final Map<String, CompletableFuture<T>> gathering = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<T>> running = new ConcurrentHashMap<>();

  /**
   * Nothing is read yet.
   *
   * @param patience how long those who gather wait for the call before theirs, which may hang
   */
  SharedReads(Duration patience) {
    this.patience = patience;
  }

  /**
   * Reads, or gets what somebody else reads, with its failure.
   *
   * @param what tells what is read from anything else
   */
  T read(String what, Supplier<T> call) {
    var mine = new CompletableFuture<T>();
    var others = gathering.putIfAbsent(what, mine);
    if (others != null) {
      return result(others);
    }
    try {
      Optional.ofNullable(running.get(what)).ifPresent(this::await);
      running.put(what, mine);
      gathering.remove(what, mine);
      var answer = call.get();
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      gathering.remove(what, mine);
      running.remove(what, mine);
    }
  }

  private static <T> T result(CompletableFuture<T> call) {
    try {
      return call.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void await(CompletableFuture<?> call) {
    try {
      call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Either way it is our turn; what became of it is told to those who wait for its result.
    }
  }
}
