package org.clustershare.rbac.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clustershare.platform.Ids;
import org.clustershare.platform.turns.Tenant;

/**
 * Threads that speak to many clusters for people who wait for one report. All reports of one person
 * share {@link #AT_ONCE} threads and take turns, so that one person's hanging clusters never hold
 * all threads.
 */
final class PersonLanes {
  /** For all that one person asks at once. */
  static final int AT_ONCE = 16;

  private static final int THREADS = 64;

  // Threads of our own, which only speak to clusters: Payara's managed ones take the request's
  // invocation along and close its entity manager when they end, and those of the EJB container
  // are the reconciler's.
  private final ThreadPoolExecutor executor;

  /** By person, while work of theirs refers to it. */
  private final Cache<String, Lane> lanes = Caffeine.newBuilder().weakValues().build();

  /**
   * No thread yet.
   *
   * @param threadName of each thread
   */
  PersonLanes(String threadName) {
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> thread(work, threadName));
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes the work of one report of a person; it is done in the order in which it is given. */
  Consumer<Runnable> forReport(String personKey) {
    var lane = lanes.get(personKey, person -> new Lane(executor, AT_ONCE));
    var report = new Tenant("", Ids.id());
    return work -> lane.add(report, work);
  }

  void close() {
    executor.shutdownNow();
  }
}
