package org.clustershare.kubernetes.connection;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
public final class RequestCoalescer<T> {
  private final Duration maxQueueWait;
  private final Duration maxSharedWait;
  private final Map<String, CompletableFuture<T>> queued = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<T>> running = new ConcurrentHashMap<>();

  /**
   * Nothing is read yet.
   *
   * @param gathering how long those who gather wait for the call before theirs, which may hang
   * @param sharing how long somebody waits for a call of others before they read for themselves: of
   *     those, only so many wait for a server as its connection lets in
   */
  RequestCoalescer(Duration gathering, Duration sharing) {
    this.maxQueueWait = gathering;
    this.maxSharedWait = sharing;
  }

  /**
   * Reads, or gets what somebody else reads, with its failure, unless that takes long.
   *
   * @param what tells what is read from anything else
   */
  public T read(String what, Supplier<T> call) {
    var mine = new CompletableFuture<T>();
    var others = queued.putIfAbsent(what, mine);
    if (others != null) {
      return sharedResult(others, call);
    }
    try {
      Optional.ofNullable(running.get(what)).ifPresent(this::await);
      running.put(what, mine);
      queued.remove(what, mine);
      var answer = call.get();
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      queued.remove(what, mine);
      running.remove(what, mine);
    }
  }

  private T sharedResult(CompletableFuture<T> others, Supplier<T> call) {
    try {
      return others.get(maxSharedWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return call.get();
    }
  }

  private void await(CompletableFuture<?> call) {
    try {
      call.get(maxQueueWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Either way it is our turn; what became of it is told to those who wait for its result.
    }
  }
}
