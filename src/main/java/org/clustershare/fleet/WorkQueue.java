package org.clustershare.fleet;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.platform.queue.FairQueue;
import org.clustershare.platform.queue.Tenant;

/**
 * A fair queue with a limited number of places: at most so many workers run at once, and tenants
 * take turns. While the queue is empty it occupies no thread.
 *
 * <p>Work whose first call to a cluster takes much longer than usual gives up its place until the
 * response begins. It then takes the next free place before it continues. So a cluster that hangs
 * costs a thread, but delays no other cluster as long as threads are left.
 */
final class WorkQueue implements CallListener {
  private static final Tenant NO_TENANT = new Tenant("", "");
  private static final Duration INITIAL_WAIT = Duration.ofMillis(100);

  /**
   * A wait is long when it exceeds the usual wait this many times. No fixed time, because when this
   * server itself is slow, further work would make it slower.
   */
  private static final int LONG_WAIT_FACTOR = 3;

  private static final Duration MIN_LONG_WAIT = Duration.ofMillis(20);

  private final Executor executor;
  private final int places;
  private final int maxAbsent;
  private final Scheduler scheduler;
  private final Ticker ticker;

  private final FairQueue<Runnable> queue = new FairQueue<>();
  private final Queue<Semaphore> returningWorkers = new ArrayDeque<>();
  private final RunningMedian usualWait = new RunningMedian(INITIAL_WAIT);
  private int busyWorkers;
  private int absentWorkers;

  /** A queue whose work keeps its place while it waits. */
  WorkQueue(Executor executor, int places) {
    this(executor, places, 0, Scheduler.disabledScheduler(), Ticker.disabledTicker());
  }

  /**
   * A queue whose work gives up its place during a long wait.
   *
   * @param executor with a thread for each place and {@code maxAbsent} more
   * @param maxAbsent the number of workers that may be without a place at once
   * @param scheduler calls back when a wait is long
   * @param ticker the clock that measures waits
   */
  WorkQueue(Executor executor, int places, int maxAbsent, Scheduler scheduler, Ticker ticker) {
    this.executor = executor;
    this.places = places;
    this.maxAbsent = maxAbsent;
    this.scheduler = scheduler;
    this.ticker = ticker;
  }

  /** Adds work of the anonymous tenant. */
  void add(Runnable work) {
    add(NO_TENANT, work);
  }

  /** Adds work of a tenant; tenants take turns for places that become free. */
  synchronized void add(Tenant tenant, Runnable work) {
    queue.add(tenant, work);
    startWorker();
  }

  private void startWorker() {
    if (busyWorkers < places && !queue.isEmpty()) {
      busyWorkers++;
      try {
        executor.execute(this::work);
      } catch (RuntimeException e) {
        // No worker started; the work in the queue waits for the next one.
        releasePlace();
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
        giveUpPlace();
      }
    }
  }

  private synchronized void giveUpPlace() {
    releasePlace();
    startWorker();
  }

  /**
   * Removes the oldest work of the tenant whose turn it is. If the result is empty, the worker has
   * given up its place and must end.
   */
  private synchronized Optional<Runnable> next() {
    var next = returningWorkers.isEmpty() ? queue.poll() : Optional.<Runnable>empty();
    if (next.isEmpty()) {
      releasePlace();
    }
    return next;
  }

  /** Gives up a place, to an absent worker that returns if there is one. */
  private synchronized void releasePlace() {
    var returning = returningWorkers.poll();
    if (returning == null) {
      busyWorkers--;
    } else {
      absentWorkers--;
      returning.release();
    }
  }

  /** Called by work of this queue when a call to a cluster starts. */
  @Override
  public Wait begin() {
    if (maxAbsent == 0) {
      return CallListener.NONE.begin();
    }
    var absence = new Absence();
    var alarm =
        scheduler.schedule(
            Runnable::run, absence::stepAside, longWait().toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      alarm.cancel(false);
      absence.end();
    };
  }

  private synchronized Duration longWait() {
    var times = usualWait.times(LONG_WAIT_FACTOR);
    return times.compareTo(MIN_LONG_WAIT) > 0 ? times : MIN_LONG_WAIT;
  }

  /** One wait for a cluster, during which the worker may give up its place. */
  private final class Absence {
    private final long start = ticker.read();
    private boolean over;
    private boolean placeGivenUp;

    void stepAside() {
      synchronized (WorkQueue.this) {
        if (!over && absentWorkers < maxAbsent) {
          placeGivenUp = true;
          absentWorkers++;
          giveUpPlace();
        }
      }
    }

    void end() {
      var turn = new Semaphore(0);
      synchronized (WorkQueue.this) {
        over = true;
        usualWait.record(Duration.ofNanos(ticker.read() - start));
        if (!placeGivenUp) {
          return;
        }
        if (busyWorkers < places) {
          busyWorkers++;
          absentWorkers--;
          return;
        }
        returningWorkers.add(turn);
      }
      turn.acquireUninterruptibly();
    }
  }
}
