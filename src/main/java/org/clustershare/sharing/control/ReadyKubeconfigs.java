package org.clustershare.sharing.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.Ids;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Settings;

/**
 * Kubeconfigs between sign-in and download. They hold the recipient's tokens, so they live in
 * memory only, for five minutes, and only for the browser that signed in. Each person has room for
 * a few, the oldest goes first; when all the room is taken nobody else's is thrown away.
 */
@ApplicationScoped
public class ReadyKubeconfigs {
  /** How long a kubeconfig can be downloaded after the sign-in, as often as the browser likes. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  /** All that wait, in characters. */
  static final long ROOM = 64L * 1024 * 1024;

  static final int MOST_OF_ONE_PERSON = 10;
  private static final int NAME_CHARACTERS = 8;

  @Inject private Settings settings;
  @Inject private Shares shares;

  private final Cache<String, Waiting> waiting =
      Caffeine.newBuilder()
          .expireAfterWrite(LIFETIME)
          // Tokens do not stay until somebody happens to come by.
          .scheduler(Scheduler.systemScheduler())
          .build();

  private record Waiting(String secret, ReadyKubeconfig kubeconfig) {
    long size() {
      return kubeconfig.content().reveal().length();
    }

    String owner() {
      return Person.key(kubeconfig.email());
    }
  }

  /**
   * What a download page needs.
   *
   * @param id names the kubeconfig in the page's address
   * @param secret goes into the browser's cookie
   * @param again begins the same sign-in again when the kubeconfig is gone
   */
  public record Handle(String id, String secret, String again) {
    @Override
    public String toString() {
      return "•••";
    }
  }

  /**
   * Keeps a kubeconfig for a while.
   *
   * @throws ProblemException {@link SharingProblem#DOWNLOADS_FULL} when too many wait
   */
  synchronized Handle keep(ReadyKubeconfig kubeconfig, String again) {
    var handle = new Handle(Ids.token(), Ids.token(), again);
    var added = new Waiting(handle.secret(), kubeconfig);
    makeRoomAmongTheirOwn(added.owner());
    long taken = waiting.asMap().values().stream().mapToLong(Waiting::size).sum();
    if (taken + added.size() > ROOM) {
      throw new ProblemException(SharingProblem.DOWNLOADS_FULL);
    }
    waiting.put(handle.id(), added);
    return handle;
  }

  private void makeRoomAmongTheirOwn(String owner) {
    var theirs =
        waiting.asMap().entrySet().stream()
            .filter(entry -> entry.getValue().owner().equals(owner))
            .sorted(Comparator.comparing(entry -> entry.getValue().kubeconfig().expiresAt()))
            .map(Map.Entry::getKey)
            .toList();
    theirs.stream()
        .limit(Math.max(0, theirs.size() - MOST_OF_ONE_PERSON + 1))
        .forEach(waiting::invalidate);
  }

  /** The cookie that a kubeconfig's download needs; one for each, so that tabs do not interfere. */
  public String cookieName(String id) {
    var name = "download_" + id.substring(0, Math.min(NAME_CHARACTERS, id.length()));
    return settings.https() ? "__Host-" + name : name;
  }

  /**
   * The kubeconfig, for the browser that signed in.
   *
   * @throws ProblemException {@link SharingProblem#DOWNLOAD_GONE} when it is over or another
   *     browser's; what {@link Shares#open(String)} throws when the share ended meanwhile
   */
  public ReadyKubeconfig find(String id, Optional<String> cookie) {
    shares.requireOpen();
    var found =
        Optional.ofNullable(waiting.getIfPresent(id))
            .filter(kept -> cookie.filter(value -> same(kept.secret(), value)).isPresent())
            .map(Waiting::kubeconfig)
            .orElseThrow(() -> new ProblemException(SharingProblem.DOWNLOAD_GONE));
    shares.reopen(found.shareId());
    return found;
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
