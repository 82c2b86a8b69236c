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
 * The exchanges of codes that wait for the installation's provider at once, each with one of the
 * server's threads for up to ten seconds. Everybody can begin a sign-in and bring an invented code
 * back; so there are 32 places, and at most 24 of them for one network address. Behind a proxy that
 * address is the proxy's: then 24 is the limit for all. A burst of people waits for places, 64 of
 * them at once, for two seconds; with a provider that answers, that is long.
 */
final class CodeExchangeLimit {
  private static final int MOST = 32;
  private static final int MOST_OF_AN_ADDRESS = 24;
  private static final int MOST_WAITING = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Duration patience;
  private final Semaphore places = new Semaphore(MOST, true);
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /** By address, while a request from there has a place or waits for one. */
  private final Cache<String, Semaphore> ofAddress = Caffeine.newBuilder().weakValues().build();

  CodeExchangeLimit() {
    this(PATIENCE);
  }

  CodeExchangeLimit(Duration patience) {
    this.patience = patience;
  }

  /** What needs a place. */
  interface Exchange<T> {
    T run() throws IOException;
  }

  /**
   * Runs an exchange for a request from this network address when there is a place.
   *
   * @throws ProblemException {@link IdentityProblem#TOO_MANY_SIGN_INS} when there is none
   */
  <T> T within(String address, Exchange<T> exchange) throws IOException {
    var own = ofAddress.get(address, key -> new Semaphore(MOST_OF_AN_ADDRESS, true));
    long end = System.nanoTime() + patience.toNanos();
    take(own, end);
    try {
      take(places, end);
      try {
        return exchange.run();
      } finally {
        places.release();
      }
    } finally {
      own.release();
    }
  }

  private void take(Semaphore from, long end) {
    if (!from.tryAcquire() && !waited(from, end)) {
      throw new ProblemException(IdentityProblem.TOO_MANY_SIGN_INS);
    }
  }

  private boolean waited(Semaphore from, long end) {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return from.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.release();
    }
  }
}
