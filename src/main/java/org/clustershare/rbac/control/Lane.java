package org.clustershare.rbac.control;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A queue that a few workers share. However much waits in it, it holds no more threads than it has
 * workers, and none while it is empty.
 */
final class Lane {
  private final int most;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int workers;

  Lane(int most) {
    this.most = most;
  }

  synchronized void add(Executor executor, Runnable work) {
    waiting.add(work);
    if (workers < most) {
      workers++;
      start(executor);
    }
  }

  private void start(Executor executor) {
    try {
      executor.execute(this::work);
    } catch (RejectedExecutionException e) {
      leave();
      throw e;
    }
  }

  private void work() {
    boolean ended = false;
    try {
      for (var next = next(); next.isPresent(); next = next()) {
        next.get().run();
      }
      ended = true;
    } finally {
      if (!ended) {
        leave();
      }
    }
  }

  /** Takes what waits longest; a worker who gets nothing has left. */
  private synchronized Optional<Runnable> next() {
    var next = Optional.ofNullable(waiting.poll());
    if (next.isEmpty()) {
      leave();
    }
    return next;
  }

  private synchronized void leave() {
    workers--;
  }
}
