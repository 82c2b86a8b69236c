package org.clustershare.identity.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.clustershare.platform.crypto.RandomIds;

/**
 * Exchange of request counts among the instances: one row for what this instance counted, one query
 * for what the others did. While no key is busy, it writes nothing.
 */
@ApplicationScoped
class UsageExchange {
  /** Longer than {@link UsageRows#recentOfOthers} looks back. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private final RateLimits limits;
  private final UsageRows rows;

  private final String instance = RandomIds.token();
  private final Cache<String, Boolean> counted =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();

  @Inject
  UsageExchange(RateLimits limits, UsageRows rows) {
    this.limits = limits;
    this.rows = rows;
  }

  /** Runs one exchange. If the database is away, this instance counts alone. */
  void run() {
    var entries = UsageText.of(limits.report());
    if (!entries.isEmpty()) {
      rows.insert(RandomIds.token(), instance, entries);
    }
    rows.recentOfOthers(instance)
        .forEach(
            (id, others) -> {
              if (counted.asMap().putIfAbsent(id, true) == null) {
                limits.add(UsageText.read(others));
              }
            });
  }
}
