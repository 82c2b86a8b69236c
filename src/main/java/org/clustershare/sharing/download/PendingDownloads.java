package org.clustershare.sharing.download;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;

/**
 * Kubeconfigs between sign-in and download. They hold the recipient's tokens, so they live in
 * memory only, for five minutes, and only for the browser that signed in.
 */
@ApplicationScoped
public class PendingDownloads {
  /** How long a kubeconfig can be downloaded after the sign-in, as often as the browser likes. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int NAME_CHARACTERS = 8;

  @Inject private InstallationSettings installation;
  @Inject private Shares shares;

  private final PendingDownloadStore waiting =
      new PendingDownloadStore(LIFETIME, Ticker.systemTicker());

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
  public Handle keep(PendingDownload kubeconfig, String again) {
    var handle = new Handle(RandomIds.token(), RandomIds.token(), again);
    if (!waiting.keep(handle.id(), handle.secret(), kubeconfig)) {
      throw new ProblemException(SharingProblem.DOWNLOADS_FULL);
    }
    return handle;
  }

  /** The cookie that a kubeconfig's download needs; one for each, so that tabs do not interfere. */
  public String cookieName(String id) {
    var name = "download_" + id.substring(0, Math.min(NAME_CHARACTERS, id.length()));
    return installation.https() ? "__Host-" + name : name;
  }

  /**
   * The kubeconfig, for the browser that signed in.
   *
   * @throws ProblemException {@link SharingProblem#DOWNLOAD_GONE} when it is over or another
   *     browser's; what {@link Shares#open(String)} throws when the share ended meanwhile
   */
  public PendingDownload find(String id, Optional<String> cookie) {
    shares.requireOpen();
    var found =
        cookie
            .flatMap(secret -> waiting.find(id, secret))
            .orElseThrow(() -> new ProblemException(SharingProblem.DOWNLOAD_GONE));
    shares.reopen(found.shareId());
    return found;
  }
}
