package org.clustershare.fleet;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.clustershare.platform.queue.FairQueue;
import org.clustershare.platform.queue.Tenant;

/**
 * A fair queue with a limited number of workers: at most so many run at once, and tenants take
 * turns. While the queue is empty it occupies no thread.
 */
final class WorkQueue {
  private final Executor executor;
  private final int maxWorkers;
  private final FairQueue<Runnable> queue = new FairQueue<>();
  private int workers;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param executor starts a thread for each worker
   */
  WorkQueue(Executor executor, int maxWorkers) {
    this.executor = executor;
    this.maxWorkers = maxWorkers;
  }

  /** Adds work of a tenant; tenants take turns for workers that become free. */
  synchronized void add(Tenant tenant, Runnable work) {
    queue.add(tenant, work);
    startWorker();
  }

  /**
   * Starts none of the work that waits, nor any that is added later. Work in progress continues.
   */
  synchronized void close() {
    closed = true;
  }

  /** The load of the queue now. */
  synchronized ClusterTaskScheduler.QueueStatus status() {
    return new ClusterTaskScheduler.QueueStatus(queue.size(), workers);
  }

  private void startWorker() {
    if (!closed && workers < maxWorkers && !queue.isEmpty()) {
      workers++;
      try {
        executor.execute(this::work);
      } catch (RuntimeException e) {
        // No worker started; the work in the queue waits for the next one.
        workers--;
        throw e;
      }
    }
  }

  private void work() {
    boolean completed = false;
    try {
      for (var next = next(); next.isPresent(); next = next()) {
        next.get().run();
      }
      completed = true;
    } finally {
      if (!completed) {
        replaceWorker();
      }
    }
  }

  private synchronized void replaceWorker() {
    workers--;
    startWorker();
  }

  /**
   * Removes the oldest work of the tenant whose turn it is. If the result is empty, the worker no
   * longer counts and must end.
   */
  private synchronized Optional<Runnable> next() {
    var next = closed ? Optional.<Runnable>empty() : queue.poll();
    if (next.isEmpty()) {
      workers--;
    }
    return next;
  }
}
