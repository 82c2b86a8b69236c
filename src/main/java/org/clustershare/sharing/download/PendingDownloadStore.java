package org.clustershare.sharing.download;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.clustershare.oidc.token.Person;

/**
 * In-memory store of pending downloads, each under an id and a secret. Each person has a limit, at
 * which their oldest download is evicted. If the store is full, new downloads are refused and those
 * of other people stay.
 */
final class PendingDownloadStore {
  /** Capacity in characters: 64 Mi, or an eighth of the heap if that is less. */
  static final long CAPACITY = Math.min(64L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

  /** Capacity of one other issuer, which may be hostile and invent any number of people. */
  static final long CAPACITY_PER_OTHER_ISSUER = CAPACITY / 16;

  /** Capacity of all other issuers together: a person who may name an issuer may name many. */
  static final long CAPACITY_OF_OTHER_ISSUERS = CAPACITY / 4;

  static final int MAX_PER_PERSON = 10;

  private final Cache<String, Entry> waiting;
  private long number;

  private record Entry(long number, String secret, PendingDownload kubeconfig) {
    long size() {
      return kubeconfig.content().reveal().length();
    }

    /**
     * The person whose limit counts. Another issuer can assert any email, so its people have limits
     * of their own.
     */
    String owner() {
      return Person.key(kubeconfig.email())
          + kubeconfig.recipient().otherIssuer().map(issuer -> " " + issuer).orElse("");
    }
  }

  PendingDownloadStore(Duration lifetime, Ticker ticker) {
    this.waiting =
        Caffeine.newBuilder()
            .expireAfterWrite(lifetime)
            .ticker(ticker)
            // Removes expired tokens in time, also without access to the cache.
            .scheduler(Scheduler.systemScheduler())
            .build();
  }

  /** Stores a kubeconfig; returns false if the capacity is used up. */
  synchronized boolean add(String id, String secret, PendingDownload kubeconfig) {
    var added = new Entry(number++, secret, kubeconfig);
    evictOldestOf(added.owner());
    waiting.cleanUp();
    if (usedBy(one -> true) + added.size() > CAPACITY) {
      return false;
    }
    var issuer = kubeconfig.recipient().otherIssuer();
    if (issuer.isPresent()
        && (usedBy(one -> one.kubeconfig().recipient().otherIssuer().equals(issuer)) + added.size()
                > CAPACITY_PER_OTHER_ISSUER
            || usedBy(one -> one.kubeconfig().recipient().otherIssuer().isPresent()) + added.size()
                > CAPACITY_OF_OTHER_ISSUERS)) {
      return false;
    }
    waiting.put(id, added);
    return true;
  }

  Optional<PendingDownload> find(String id, String secret) {
    return Optional.ofNullable(waiting.getIfPresent(id))
        .filter(entry -> equalInConstantTime(entry.secret(), secret))
        .map(Entry::kubeconfig);
  }

  private long usedBy(Predicate<Entry> which) {
    return waiting.asMap().values().stream().filter(which).mapToLong(Entry::size).sum();
  }

  private void evictOldestOf(String owner) {
    var ids =
        waiting.asMap().entrySet().stream()
            .filter(entry -> entry.getValue().owner().equals(owner))
            .sorted(Comparator.comparingLong(entry -> entry.getValue().number()))
            .map(Map.Entry::getKey)
            .toList();
    ids.stream().limit(Math.max(0, ids.size() - MAX_PER_PERSON + 1)).forEach(waiting::invalidate);
  }

  private static boolean equalInConstantTime(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
