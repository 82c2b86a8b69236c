package org.clustershare.platform.deployment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of an instance after SIGTERM. Readiness turns 503 first. After {@link
 * ShutdownSettings#delay}, the instance waits for requests in flight, for at most 20 seconds. Then
 * the server stops. With the default delay, this is within Kubernetes' grace period of 30 seconds.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination">
 *     Termination of Pods</a>
 */
@ApplicationScoped
public class GracefulShutdown {
  private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);
  private static final Duration MAX_DRAIN = Duration.ofSeconds(20);

  private final ShutdownSettings settings;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final Semaphore idle = new Semaphore(0);
  private volatile boolean begun;

  @Inject
  GracefulShutdown(ShutdownSettings settings) {
    this.settings = settings;
  }

  /** Whether the instance is about to end. */
  public boolean isBegun() {
    return begun;
  }

  /** Counts a request that begins. */
  void enter() {
    inFlight.incrementAndGet();
  }

  /** Counts a request that has ended. */
  void leave() {
    if (inFlight.decrementAndGet() == 0 && begun) {
      idle.release();
    }
  }

  /** Lets load balancers notice, then waits until no request is in flight. */
  void drain() throws InterruptedException {
    begun = true;
    LOG.info("Cluster Share ends: delay={} in-flight={}", settings.delay(), inFlight.get());
    TimeUnit.NANOSECONDS.sleep(settings.delay().toNanos());
    long deadline = System.nanoTime() + MAX_DRAIN.toNanos();
    while (inFlight.get() > 0 && System.nanoTime() < deadline) {
      // A request that begins meanwhile makes this loop wait again.
      boolean free = idle.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      LOG.debug("requests ended: all={}", free);
    }
    LOG.info("Cluster Share stops the server: in-flight={}", inFlight.get());
  }
}
