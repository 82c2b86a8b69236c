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
 * Work queues for reports that call many clusters while a person waits. All reports of one person
 * share {@link #AT_ONCE} of 64 threads and take turns, so that one person's hanging clusters never
 * occupy all threads.
 */
public final class PersonWorkQueues {
  /** The number of threads for all reports of one person. */
  static final int AT_ONCE = 16;

  private static final int THREADS = 64;

  // Not a managed executor: Payara's threads inherit the request's invocation and close its entity
  // manager at their end. Not the EJB container's threads: the scheduler needs them.
  private final ThreadPoolExecutor executor;

  /** By person key; a queue lives while its work refers to it. */
  private final Cache<String, WorkQueue> queuesByPerson =
      Caffeine.newBuilder().weakValues().build();

  /**
   * Starts no thread before there is work.
   *
   * @param threadName the name of each thread
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

  /** The queue for one report of a person; its work starts in the order of its arrival. */
  public Consumer<Runnable> forReport(String personKey) {
    var workQueue = queuesByPerson.get(personKey, key -> new WorkQueue(executor, AT_ONCE));
    var report = new Tenant("", RandomIds.id());
    return work -> workQueue.add(report, work);
  }

  /** Interrupts all work and drops what waits. */
  public void close() {
    executor.shutdownNow();
  }
}
