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
 * Kubeconfigs that wait in memory, each under an id and a secret. Each person has room for a few,
 * the oldest goes first; when all the room is taken nobody else's is thrown away.
 */
final class PendingDownloadStore {
  /** All that wait, in characters: an eighth of the heap, where that is less. */
  static final long CAPACITY = Math.min(64L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

  /** Those of one other issuer, which may be hostile and make up as many people as it likes. */
  static final long CAPACITY_PER_OTHER_ISSUER = CAPACITY / 16;

  /** Those of all other issuers together: one who may name issuers may name many. */
  static final long CAPACITY_OF_OTHER_ISSUERS = CAPACITY / 4;

  static final int MAX_PER_PERSON = 10;

  private final Cache<String, Entry> waiting;
  private long number;

  private record Entry(long number, String secret, PendingDownload kubeconfig) {
    long size() {
      return kubeconfig.content().reveal().length();
    }

    /** Another issuer can call anybody by any email: its people have a room of their own. */
    String owner() {
      return Person.key(kubeconfig.email())
          + kubeconfig.otherIssuer().map(issuer -> " " + issuer).orElse("");
    }
  }

  PendingDownloadStore(Duration lifetime, Ticker ticker) {
    this.waiting =
        Caffeine.newBuilder()
            .expireAfterWrite(lifetime)
            .ticker(ticker)
            // Tokens do not stay until somebody happens to come by.
            .scheduler(Scheduler.systemScheduler())
            .build();
  }

  /** Keeps a kubeconfig; tells whether there was room. */
  synchronized boolean add(String id, String secret, PendingDownload kubeconfig) {
    var added = new Entry(number++, secret, kubeconfig);
    evictOldestOf(added.owner());
    waiting.cleanUp();
    if (usedBy(one -> true) + added.size() > CAPACITY) {
      return false;
    }
    var issuer = kubeconfig.otherIssuer();
    if (issuer.isPresent()
        && (usedBy(one -> one.kubeconfig().otherIssuer().equals(issuer)) + added.size()
                > CAPACITY_PER_OTHER_ISSUER
            || usedBy(one -> one.kubeconfig().otherIssuer().isPresent()) + added.size()
                > CAPACITY_OF_OTHER_ISSUERS)) {
      return false;
    }
    waiting.put(id, added);
    return true;
  }

  Optional<PendingDownload> find(String id, String secret) {
    return Optional.ofNullable(waiting.getIfPresent(id))
        .filter(kept -> equalInConstantTime(kept.secret(), secret))
        .map(Entry::kubeconfig);
  }

  private long usedBy(Predicate<Entry> which) {
    return waiting.asMap().values().stream().filter(which).mapToLong(Entry::size).sum();
  }

  private void evictOldestOf(String owner) {
    var theirs =
        waiting.asMap().entrySet().stream()
            .filter(entry -> entry.getValue().owner().equals(owner))
            .sorted(Comparator.comparingLong(entry -> entry.getValue().number()))
            .map(Map.Entry::getKey)
            .toList();
    theirs.stream()
        .limit(Math.max(0, theirs.size() - MAX_PER_PERSON + 1))
        .forEach(waiting::invalidate);
  }

  private static boolean equalInConstantTime(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
