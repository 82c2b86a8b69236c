package org.clustershare.sharing.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.platform.Ids;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Settings;

/**
 * Kubeconfigs between sign-in and download. They hold the recipient's tokens, so they live in
 * memory only, for five minutes, and only for the browser that signed in.
 */
@ApplicationScoped
public class ReadyKubeconfigs {
  /** How long a kubeconfig can be downloaded after the sign-in. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int MOST = 10_000;
  private static final int NAME_CHARACTERS = 8;

  @Inject private Settings settings;
  @Inject private Shares shares;

  private final Cache<String, Waiting> waiting =
      Caffeine.newBuilder().expireAfterWrite(LIFETIME).maximumSize(MOST).build();

  private record Waiting(String secret, ReadyKubeconfig kubeconfig) {}

  /**
   * What a download page needs.
   *
   * @param id names the kubeconfig in the page's address
   * @param secret goes into the browser's cookie
   */
  public record Handle(String id, String secret) {
    @Override
    public String toString() {
      return "•••";
    }
  }

  Handle keep(ReadyKubeconfig kubeconfig) {
    var handle = new Handle(Ids.token(), Ids.token());
    waiting.put(handle.id(), new Waiting(handle.secret(), kubeconfig));
    return handle;
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
