package org.clustershare.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.queue.Tenant;

/**
 * Threads that speak to many clusters for people who wait for one report. All reports of one person
 * share {@link #AT_ONCE} threads and take turns, so that one person's hanging clusters never hold
 * all threads.
 */
public final class PersonWorkQueues {
  /** For all that one person asks at once. */
  static final int AT_ONCE = 16;

  private static final int THREADS = 64;

  // Threads of our own, which only speak to clusters: Payara's managed ones take the request's
  // invocation along and close its entity manager when they end, and those of the EJB container
  // are the reconciler's.
  private final ThreadPoolExecutor executor;

  /** By person, while work of theirs refers to it. */
  private final Cache<String, WorkQueue> queuesByPerson = Caffeine.newBuilder().weakValues().build();

  /**
   * No thread yet.
   *
   * @param threadName of each thread
   */
  public PersonWorkQueues(String threadName) {
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
  public Consumer<Runnable> forReport(String personKey) {
    var workQueue = queuesByPerson.get(personKey, person -> new WorkQueue(executor, AT_ONCE));
    var report = new Tenant("", RandomIds.id());
    return work -> workQueue.add(report, work);
  }

  public void close() {
    executor.shutdownNow();
  }
}
