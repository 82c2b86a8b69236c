package org.clustershare.oidc.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Limit of the code exchanges that wait for the installation's provider at once. Each holds one of
 * the server's threads for up to ten seconds, and anyone can start a sign-in and send an invented
 * code. So there are 32 permits, at most 24 of them for one network address. Behind a proxy all
 * requests have the proxy's address, so 24 is the limit for all. In a burst, up to 64 requests wait
 * for a permit, for two seconds. While the provider answers, that is enough.
 */
final class CodeExchangeLimit {
  private static final int MAX_EXCHANGES = 32;
  private static final int MAX_PER_ADDRESS = 24;
  private static final int MAX_WAITING = 64;
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);

  private final Duration maxWait;
  private final Semaphore permits = new Semaphore(MAX_EXCHANGES, true);
  private final Semaphore waiting = new Semaphore(MAX_WAITING);

  /** By address, while a request from there has a permit or waits for one. */
  private final Cache<String, Semaphore> byAddress = Caffeine.newBuilder().weakValues().build();

  CodeExchangeLimit() {
    this(MAX_WAIT);
  }

  CodeExchangeLimit(Duration maxWait) {
    this.maxWait = maxWait;
  }

  /** An exchange that needs a permit. */
  interface Exchange<T> {
    T run() throws IOException;
  }

  /**
   * Runs an exchange for a request from a network address as soon as a permit is free.
   *
   * @throws ProblemException {@link IdentityProblem#TOO_MANY_SIGN_INS} if no permit becomes free in
   *     time
   */
  <T> T within(String address, Exchange<T> exchange) throws IOException {
    var addressPermits = byAddress.get(address, key -> new Semaphore(MAX_PER_ADDRESS, true));
    long deadline = System.nanoTime() + maxWait.toNanos();
    acquire(addressPermits, deadline);
    try {
      acquire(permits, deadline);
      try {
        return exchange.run();
      } finally {
        permits.release();
      }
    } finally {
      addressPermits.release();
    }
  }

  private void acquire(Semaphore semaphore, long deadline) {
    if (!semaphore.tryAcquire() && !awaitPermit(semaphore, deadline)) {
      throw new ProblemException(IdentityProblem.TOO_MANY_SIGN_INS);
    }
  }

  private boolean awaitPermit(Semaphore semaphore, long deadline) {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return semaphore.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.release();
    }
  }
}
