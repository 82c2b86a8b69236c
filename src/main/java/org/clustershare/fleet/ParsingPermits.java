package org.clustershare.fleet;

import java.util.concurrent.Semaphore;
import org.clustershare.kubernetes.connection.CallListener;

/**
 * Permits to parse responses and to use the database. A run holds one from its start to its end,
 * except while it waits for an API server. So many runs can wait at once, but only a few need
 * memory, processor time and database connections. Runs get permits in the order of their requests.
 */
final class ParsingPermits implements CallListener {
  private final Semaphore permits;

  ParsingPermits(int count) {
    permits = new Semaphore(count, true);
  }

  /** Waits for a permit, and runs the work with it in this thread. */
  void run(Runnable work) {
    permits.acquireUninterruptibly();
    try {
      ScopedValue.where(CURRENT, this).run(work);
    } finally {
      permits.release();
    }
  }

  /** The number of permits that are free now. */
  int available() {
    return permits.availablePermits();
  }

  @Override
  public Wait begin() {
    permits.release();
    return permits::acquireUninterruptibly;
  }
}
