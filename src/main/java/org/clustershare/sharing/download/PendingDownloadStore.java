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
  static final long ROOM = Math.min(64L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

  /** Those of one other issuer, which may be hostile and make up as many people as it likes. */
  static final long ROOM_OF_ANOTHER_ISSUER = ROOM / 16;

  /** Those of all other issuers together: one who may name issuers may name many. */
  static final long ROOM_OF_OTHER_ISSUERS = ROOM / 4;

  static final int MOST_OF_ONE_PERSON = 10;

  private final Cache<String, Waiting> waiting;
  private long number;

  private record Waiting(long number, String secret, PendingDownload kubeconfig) {
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
  synchronized boolean keep(String id, String secret, PendingDownload kubeconfig) {
    var added = new Waiting(number++, secret, kubeconfig);
    makeRoomAmongTheirOwn(added.owner());
    waiting.cleanUp();
    if (taken(one -> true) + added.size() > ROOM) {
      return false;
    }
    var issuer = kubeconfig.otherIssuer();
    if (issuer.isPresent()
        && (taken(one -> one.kubeconfig().otherIssuer().equals(issuer)) + added.size()
                > ROOM_OF_ANOTHER_ISSUER
            || taken(one -> one.kubeconfig().otherIssuer().isPresent()) + added.size()
                > ROOM_OF_OTHER_ISSUERS)) {
      return false;
    }
    waiting.put(id, added);
    return true;
  }

  Optional<PendingDownload> find(String id, String secret) {
    return Optional.ofNullable(waiting.getIfPresent(id))
        .filter(kept -> same(kept.secret(), secret))
        .map(Waiting::kubeconfig);
  }

  private long taken(Predicate<Waiting> which) {
    return waiting.asMap().values().stream().filter(which).mapToLong(Waiting::size).sum();
  }

  private void makeRoomAmongTheirOwn(String owner) {
    var theirs =
        waiting.asMap().entrySet().stream()
            .filter(entry -> entry.getValue().owner().equals(owner))
            .sorted(Comparator.comparingLong(entry -> entry.getValue().number()))
            .map(Map.Entry::getKey)
            .toList();
    theirs.stream()
        .limit(Math.max(0, theirs.size() - MOST_OF_ONE_PERSON + 1))
        .forEach(waiting::invalidate);
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
