package org.clustershare.identity.limit;

/**
 * Token bucket of one person, address or link: it holds the tokens of a minute and refills
 * continuously. Requests at other instances take tokens, too, a few seconds later; the bucket then
 * owes at most the tokens of another minute.
 */
final class TokenBucket {
  private static final double NANOS_PER_MINUTE = 60e9;

  private final int capacity;
  private double tokens;
  private long refilledAt;
  private int unreported;

  /**
   * A full bucket.
   *
   * @param capacity the tokens of a minute
   * @param now the time as {@link System#nanoTime} has it
   */
  TokenBucket(int capacity, long now) {
    this.capacity = capacity;
    this.tokens = capacity;
    this.refilledAt = now;
  }

  /** Takes a token for a request at this instance; returns false if there is none. */
  synchronized boolean take(long now) {
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    unreported++;
    return true;
  }

  /** Takes tokens for requests at other instances. */
  synchronized void takeElsewhere(int count, long now) {
    refill(now);
    tokens = Math.max(tokens - count, -capacity);
  }

  /** The time until there is a token, in whole seconds, at least one. */
  synchronized int secondsUntilToken(long now) {
    refill(now);
    return (int) Math.max(1, Math.ceil((1 - tokens) * 60 / capacity));
  }

  /** The requests at this instance that {@link #report} has not returned yet. */
  synchronized int unreported() {
    return unreported;
  }

  /** Returns the requests that the other instances do not know, once. */
  synchronized int report() {
    int count = unreported;
    unreported = 0;
    return count;
  }

  private void refill(long now) {
    tokens = Math.min(capacity, tokens + (now - refilledAt) * capacity / NANOS_PER_MINUTE);
    refilledAt = now;
  }
}
