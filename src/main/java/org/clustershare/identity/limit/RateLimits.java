package org.clustershare.identity.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.crypto.SigningKey;
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

  private static final String PURPOSE = "rate-limit";

  private final RateLimitSettings settings;
  private final SigningKey key;
  private final LongSupplier ticker;

  private final Cache<Key, TokenBucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(REFILLED).build();

  /** The keys whose requests the other instances should know. */
  private final Set<Key> busy = ConcurrentHashMap.newKeySet();

  /**
   * Whose requests are counted.
   *
   * @param factor multiplies the limit, for an address that many people share
   * @param digest half of an HMAC, in hex: a reader of the database cannot try all addresses
   */
  record Key(RateLimit limit, int factor, String digest) {}

  @Inject
  RateLimits(RateLimitSettings settings, OidcSettings oidc) {
    this(settings, oidc.cookieHashKey(), System::nanoTime);
  }

  RateLimits(RateLimitSettings settings, SigningKey key, LongSupplier ticker) {
    this.settings = settings;
    this.key = key;
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
    var counted = new Key(limit, factor, digest(subject));
    int capacity = capacity(counted);
    var bucket = bucket(counted, now);
    if (!bucket.take(now)) {
      int seconds = bucket.secondsUntilToken(now);
      throw new ProblemException(limit.problem(), capacity, seconds).withRetryAfter(seconds);
    }
    if (bucket.unreported() * REPORTED_PART >= capacity) {
      busy.add(counted);
    }
  }

  private String digest(String subject) {
    return HexFormat.of().formatHex(key.sign(PURPOSE, subject)).substring(0, DIGEST_LENGTH);
  }

  /** Returns the requests of busy keys since the last call. */
  Map<Key, Integer> report() {
    var usage = new HashMap<Key, Integer>();
    // A copy: a key that becomes busy meanwhile belongs to the next report.
    for (var counted : List.copyOf(busy)) {
      busy.remove(counted);
      var bucket = buckets.getIfPresent(counted);
      if (bucket != null) {
        usage.put(counted, bucket.report());
      }
    }
    return usage;
  }

  /** Counts requests at other instances. */
  void add(Map<Key, Integer> usage) {
    long now = ticker.getAsLong();
    usage.forEach((counted, count) -> bucket(counted, now).takeElsewhere(count, now));
  }

  private TokenBucket bucket(Key counted, long now) {
    return buckets.get(counted, missing -> new TokenBucket(capacity(counted), now));
  }

  private int capacity(Key counted) {
    return settings.perMinute(counted.limit()) * counted.factor();
  }
}
