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
 * Coalesces equal concurrent reads into one request. While a request is in flight, further readers
 * join the next one, which starts only after all of them have joined. So no result is older than
 * its reader's request, and a server with many readers answers one request after the other.
 *
 * @param <T> the result, which several threads share
 */
public final class RequestCoalescer<T> {
  private final Duration maxQueueWait;
  private final Duration maxSharedWait;
  private final Map<String, CompletableFuture<T>> queued = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<T>> running = new ConcurrentHashMap<>();

  /**
   * @param maxQueueWait how long joined readers wait for the request before theirs, which may hang
   * @param maxSharedWait how long a reader waits for a shared request before it sends its own; the
   *     connection limits how many do
   */
  RequestCoalescer(Duration maxQueueWait, Duration maxSharedWait) {
    this.maxQueueWait = maxQueueWait;
    this.maxSharedWait = maxSharedWait;
  }

  /**
   * Reads, or shares the result or failure of an equal read, unless that takes long.
   *
   * @param key identifies what is read
   */
  public T read(String key, Supplier<T> call) {
    var own = new CompletableFuture<T>();
    var others = queued.putIfAbsent(key, own);
    if (others != null) {
      return coalescedResult(others, call);
    }
    try {
      Optional.ofNullable(running.get(key)).ifPresent(this::await);
      running.put(key, own);
      queued.remove(key, own);
      var answer = call.get();
      own.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      queued.remove(key, own);
      running.remove(key, own);
    }
  }

  private T coalescedResult(CompletableFuture<T> others, Supplier<T> call) {
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
      // Either way this request is next; the outcome of the former one reaches its own readers.
    }
  }
}
