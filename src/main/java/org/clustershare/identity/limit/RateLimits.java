package org.clustershare.identity.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.problem.ProblemException;

/**
 * Limits of request rates. A request only needs this instance's memory; {@link UsageExchange} tells
 * the instances of each other's requests every two seconds. It exchanges keys with at least a
 * twentieth of their limit, so most people and addresses cost nothing there.
 */
@ApplicationScoped
public class RateLimits {
  /** About 200 bytes each. The least recently used bucket goes first, and is full again then. */
  private static final int MAX_BUCKETS = 100_000;

  /** After this time without a request, a bucket is full, even with the largest debt. */
  private static final Duration REFILLED = Duration.ofMinutes(2);

  private static final int DIGEST_LENGTH = 32;
  private static final int REPORTED_PART = 20;

  private final RateLimitSettings settings;
  private final LongSupplier ticker;

  private final Cache<Key, TokenBucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(REFILLED).build();

  /** The keys whose requests the other instances should know. */
  private final Set<Key> busy = ConcurrentHashMap.newKeySet();

  /**
   * Whose requests are counted.
   *
   * @param factor multiplies the limit, for an address that many people share
   * @param digest half of a SHA-256, in hex: no address, email or link reaches the database
   */
  record Key(RateLimit limit, int factor, String digest) {
    static Key of(RateLimit limit, int factor, String subject) {
      return new Key(limit, factor, Fingerprint.of(subject).substring(0, DIGEST_LENGTH));
    }
  }

  @Inject
  RateLimits(RateLimitSettings settings) {
    this(settings, System::nanoTime);
  }

  RateLimits(RateLimitSettings settings, LongSupplier ticker) {
    this.settings = settings;
    this.ticker = ticker;
  }

  /**
   * Counts a request.
   *
   * @param subject the person, address or link
   * @param factor multiplies the limit, for an address that many people share
   * @throws ProblemException the {@link RateLimit#problem}, with the seconds after which the
   *     request succeeds
   */
  void require(RateLimit limit, String subject, int factor) {
    long now = ticker.getAsLong();
    var key = Key.of(limit, factor, subject);
    int capacity = capacity(key);
    var bucket = bucket(key, now);
    if (!bucket.take(now)) {
      int seconds = bucket.secondsUntilToken(now);
      throw new ProblemException(limit.problem(), capacity, seconds).withRetryAfter(seconds);
    }
    if (bucket.unreported() * REPORTED_PART >= capacity) {
      busy.add(key);
    }
  }

  /** Returns the requests of busy keys since the last call. */
  Map<Key, Integer> report() {
    var usage = new HashMap<Key, Integer>();
    // A copy: a key that becomes busy meanwhile belongs to the next report.
    for (var key : List.copyOf(busy)) {
      busy.remove(key);
      var bucket = buckets.getIfPresent(key);
      if (bucket != null) {
        usage.put(key, bucket.report());
      }
    }
    return usage;
  }

  /** Counts requests at other instances. */
  void add(Map<Key, Integer> usage) {
    long now = ticker.getAsLong();
    usage.forEach((key, count) -> bucket(key, now).takeElsewhere(count, now));
  }

  private TokenBucket bucket(Key key, long now) {
    return buckets.get(key, missing -> new TokenBucket(capacity(key), now));
  }

  private int capacity(Key key) {
    return settings.perMinute(key.limit()) * key.factor();
  }
}
