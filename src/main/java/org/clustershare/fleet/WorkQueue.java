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
 * A queue that a few workers share, and several tenants, who get places in turn. However much waits
 * in it, only so many are at work at once as it has places, and while it is empty it holds no
 * thread.
 *
 * <p>Work that waits for its cluster much longer than usual gives its place to other work
 * meanwhile, and takes a place again, the next that becomes free, before it goes on. So clusters
 * that hang delay nobody before it is known that they do, and cost a thread each.
 */
final class WorkQueue implements CallListener {
  private static final Tenant NO_TENANT = new Tenant("", "");
  private static final Duration USUAL_AT_FIRST = Duration.ofMillis(100);

  /**
   * A wait of so many times the usual time is too long. Not a fixed time: where all are slow
   * because we are, beginning with still more would make it worse.
   */
  private static final int TOO_LONG = 3;

  private static final Duration NEVER_TOO_LONG = Duration.ofMillis(20);

  private final Executor executor;
  private final int places;
  private final int maxAbsent;
  private final Scheduler scheduler;
  private final Ticker ticker;

  private final FairQueue<Runnable> queue = new FairQueue<>();
  private final Queue<Semaphore> returningWorkers = new ArrayDeque<>();
  private final RunningMedian usualWait = new RunningMedian(USUAL_AT_FIRST);
  private int busyWorkers;
  private int absentWorkers;

  /** A lane in which everybody keeps his place. */
  WorkQueue(Executor executor, int places) {
    this(executor, places, 0, Scheduler.disabledScheduler(), Ticker.disabledTicker());
  }

  /**
   * A lane in which some may give up their places.
   *
   * @param executor has a thread for each place and {@code mostAside} more
   * @param mostAside how many at most are without a place at once
   * @param scheduler tells when somebody has waited for too long
   */
  WorkQueue(Executor executor, int places, int mostAside, Scheduler scheduler, Ticker ticker) {
    this.executor = executor;
    this.places = places;
    this.maxAbsent = mostAside;
    this.scheduler = scheduler;
    this.ticker = ticker;
  }

  void add(Runnable work) {
    add(NO_TENANT, work);
  }

  /** Adds work; places that become free go to the tenants in turn. */
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
        // Nobody has begun; what is in the queue waits for the next worker.
        releasePlace();
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
    releasePlace();
    startWorker();
  }

  /**
   * Takes what waits longest of the tenant whose turn it is; a worker who gets nothing has left.
   */
  private synchronized Optional<Runnable> next() {
    var next = returningWorkers.isEmpty() ? queue.poll() : Optional.<Runnable>empty();
    if (next.isEmpty()) {
      releasePlace();
    }
    return next;
  }

  /** Leaves a place, to one who comes back when there is one. */
  private synchronized void releasePlace() {
    var back = returningWorkers.poll();
    if (back == null) {
      busyWorkers--;
    } else {
      absentWorkers--;
      back.release();
    }
  }

  /** Called by work of this lane. */
  @Override
  public Wait begin() {
    if (maxAbsent == 0) {
      return CallListener.IDLY.begin();
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
    var times = usualWait.times(TOO_LONG);
    return times.compareTo(NEVER_TOO_LONG) > 0 ? times : NEVER_TOO_LONG;
  }

  /** A wait that may become too long. */
  private final class Absence {
    private final long begun = ticker.read();
    private boolean ended;
    private boolean left;

    void stepAside() {
      synchronized (WorkQueue.this) {
        if (!ended && absentWorkers < maxAbsent) {
          left = true;
          absentWorkers++;
          giveUpPlace();
        }
      }
    }

    void end() {
      var turn = new Semaphore(0);
      synchronized (WorkQueue.this) {
        ended = true;
        usualWait.record(Duration.ofNanos(ticker.read() - begun));
        if (!left) {
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
