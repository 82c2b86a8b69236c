package org.clustershare.rbac.control;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clustershare.cluster.kubernetes.Waiting;

/**
 * A queue that a few workers share. However much waits in it, it holds no more threads than it has
 * workers, and none while it is empty.
 *
 * <p>A worker who waits for a cluster much longer than usual steps aside: another one takes the
 * place meanwhile. Before he goes on he takes a place again, the next that becomes free. So those
 * that hang hold only threads, and never are more at work than there are places.
 */
final class Lane implements Waiting {
  private static final Duration USUAL_AT_FIRST = Duration.ofMillis(100);

  /**
   * Whoever waits so many times the usual time steps aside. In vain where all are slow together,
   * because we are: then it must be rare, or more would begin than the processors can do.
   */
  private static final int TOO_LONG = 3;

  private static final Duration NEVER_TOO_LONG = Duration.ofMillis(50);

  private final Executor executor;
  private final int places;
  private final int mostAside;
  private final Scheduler scheduler;
  private final Ticker ticker;

  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final Queue<Semaphore> returning = new ArrayDeque<>();
  private final UsualTime usual = new UsualTime(USUAL_AT_FIRST);
  private int working;
  private int aside;

  /** One from which nobody steps aside. */
  Lane(Executor executor, int places) {
    this(executor, places, 0, Scheduler.disabledScheduler(), Ticker.disabledTicker());
  }

  /**
   * A lane that is empty.
   *
   * @param executor gives it threads: as many as it has places, and {@code mostAside} more
   * @param scheduler tells it that somebody waits for too long
   */
  Lane(Executor executor, int places, int mostAside, Scheduler scheduler, Ticker ticker) {
    this.executor = executor;
    this.places = places;
    this.mostAside = mostAside;
    this.scheduler = scheduler;
    this.ticker = ticker;
  }

  synchronized void add(Runnable work) {
    queue.add(work);
    startWorker();
  }

  private void startWorker() {
    if (working < places && !queue.isEmpty()) {
      working++;
      try {
        executor.execute(this::work);
      } catch (RejectedExecutionException e) {
        leave();
        throw e;
      }
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
        giveUpPlace();
      }
    }
  }

  private synchronized void giveUpPlace() {
    leave();
    startWorker();
  }

  /** Takes what waits longest; a worker who gets nothing has left. */
  private synchronized Optional<Runnable> next() {
    var next = returning.isEmpty() ? Optional.ofNullable(queue.poll()) : Optional.<Runnable>empty();
    if (next.isEmpty()) {
      leave();
    }
    return next;
  }

  /** Leaves a place, to one who comes back when there is one. */
  private synchronized void leave() {
    var back = returning.poll();
    if (back == null) {
      working--;
    } else {
      aside--;
      back.release();
    }
  }

  /** To be called by whoever works here and waits for a cluster. */
  @Override
  public Wait begin() {
    if (mostAside == 0) {
      return Waiting.IDLY.begin();
    }
    var absence = new Absence();
    var alarm =
        scheduler.schedule(
            Runnable::run, absence::stepAside, tooLong().toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      alarm.cancel(false);
      absence.end();
    };
  }

  private synchronized Duration tooLong() {
    var times = usual.times(TOO_LONG);
    return times.compareTo(NEVER_TOO_LONG) > 0 ? times : NEVER_TOO_LONG;
  }

  private final class Absence {
    private final long begun = ticker.read();
    private boolean ended;
    private boolean left;

    void stepAside() {
      synchronized (Lane.this) {
        if (!ended && aside < mostAside) {
          left = true;
          aside++;
          giveUpPlace();
        }
      }
    }

    void end() {
      var turn = new Semaphore(0);
      synchronized (Lane.this) {
        ended = true;
        usual.note(Duration.ofNanos(ticker.read() - begun));
        if (!left) {
          return;
        }
        if (working < places) {
          working++;
          aside--;
          return;
        }
        returning.add(turn);
      }
      turn.acquireUninterruptibly();
    }
  }
}
