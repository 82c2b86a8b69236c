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
 * Kubeconfigs between sign-in and download. They hold the recipient's tokens, so they stay in
 * memory only, for five minutes, and only the browser of the sign-in can download them.
 */
@ApplicationScoped
public class PendingDownloads {
  /** How long a kubeconfig can be downloaded after the sign-in, any number of times. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int COOKIE_ID_LENGTH = 8;

  private final InstallationSettings installation;
  private final Shares shares;

  private final PendingDownloadStore store =
      new PendingDownloadStore(LIFETIME, Ticker.systemTicker());

  /**
   * Access data of a pending download.
   *
   * @param id the id of the kubeconfig in the page's address
   * @param secret the value of the browser's cookie
   * @param restartToken the token that starts the same sign-in again after the kubeconfig has
   *     expired
   */
  public record Handle(String id, String secret, String restartToken) {
    @Override
    public String toString() {
      return "•••";
    }
  }

  @Inject
  PendingDownloads(InstallationSettings installation, Shares shares) {
    this.installation = installation;
    this.shares = shares;
  }

  /**
   * Stores a kubeconfig for {@link #LIFETIME}.
   *
   * @throws ProblemException {@link SharingProblem#DOWNLOADS_FULL} if the store is full
   */
  public Handle add(PendingDownload kubeconfig, String restartToken) {
    var handle = new Handle(RandomIds.token(), RandomIds.token(), restartToken);
    if (!store.add(handle.id(), handle.secret(), kubeconfig)) {
      throw new ProblemException(SharingProblem.DOWNLOADS_FULL);
    }
    return handle;
  }

  /**
   * The name of the cookie for a download; each download has its own, so that tabs do not
   * interfere.
   */
  public String cookieName(String id) {
    var name = "download_" + id.substring(0, Math.min(COOKIE_ID_LENGTH, id.length()));
    return installation.https() ? "__Host-" + name : name;
  }

  /**
   * The kubeconfig, for the browser of the sign-in.
   *
   * @throws ProblemException {@link SharingProblem#DOWNLOAD_GONE} if it has expired or belongs to
   *     another browser; as {@link Shares#findByLink(String)} if the share has been revoked since
   */
  public PendingDownload find(String id, Optional<String> cookie) {
    shares.requireGateOpen();
    var found =
        cookie
            .flatMap(secret -> store.find(id, secret))
            .orElseThrow(() -> new ProblemException(SharingProblem.DOWNLOAD_GONE));
    shares.findById(found.source().shareId());
    return found;
  }
}
