package org.clustershare.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.queue.Tenant;

/**
 * Work queues for reports that call many clusters while a person waits. All reports of one person
 * share {@link #AT_ONCE} of 64 threads and take turns, so that one person's hanging clusters never
 * occupy all threads. Each user of this class has threads of its own.
 */
@Dependent
public final class PersonWorkQueues {
  /** The number of threads for all reports of one person. */
  static final int AT_ONCE = 16;

  /** Limits the responses that are in memory at once, although threads cost little. */
  private static final int THREADS = 64;

  private final ExecutorService executor;
  private final WorkQueue workers;

  /** By person key; a queue lives while its work refers to it. */
  private final Cache<String, WorkQueue> queuesByPerson =
      Caffeine.newBuilder().weakValues().build();

  /** Starts no thread before there is work. */
  @Inject
  PersonWorkQueues(VirtualThreads threads) {
    executor = Executors.newThreadPerTaskExecutor(threads.factory("report"));
    workers = new WorkQueue(executor, THREADS);
  }

  /** The queue for one report of a person; its work starts in the order of its arrival. */
  public Consumer<Runnable> forReport(String personKey) {
    var person = new Tenant(personKey, "");
    var workQueue =
        queuesByPerson.get(
            personKey, key -> new WorkQueue(worker -> workers.add(person, worker), AT_ONCE));
    var report = new Tenant("", RandomIds.id());
    return work -> workQueue.add(report, work);
  }

  /** Interrupts all work and drops what waits. */
  @PreDestroy
  void close() {
    workers.close();
    executor.shutdownNow();
  }
}
