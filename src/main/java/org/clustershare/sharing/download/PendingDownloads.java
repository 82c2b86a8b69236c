package org.clustershare.sharing.download;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.BrowserSeal;
import org.clustershare.platform.crypto.BrowserSecret;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.entity.SealedDownload;

/**
 * Kubeconfigs between sign-in and download, for five minutes and at every instance. They hold the
 * recipient's tokens, so each row is sealed with a secret that only the browser of the sign-in has:
 * the value of a cookie. The database holds neither that secret nor the id in the page's address.
 */
@ApplicationScoped
public class PendingDownloads {
  /** How long a kubeconfig can be downloaded after the sign-in, any number of times. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int COOKIE_ID_LENGTH = 8;

  /** What a seal is for; followed by the id, so that a seal does not open in another row. */
  private static final String PURPOSE = "pending-download ";

  private static final String OWNER_PURPOSE = "pending-download-owner";
  private static final String ISSUER_PURPOSE = "pending-download-issuer";

  private final InstallationSettings installation;
  private final Shares shares;
  private final PendingDownloadRows rows;
  private final BrowserSeal seal;
  private final OidcSettings oidc;
  private final Clock clock;

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
  PendingDownloads(
      InstallationSettings installation,
      Shares shares,
      PendingDownloadRows rows,
      BrowserSeal seal,
      OidcSettings oidc,
      Clock clock) {
    this.installation = installation;
    this.shares = shares;
    this.rows = rows;
    this.seal = seal;
    this.oidc = oidc;
    this.clock = clock;
  }

  /**
   * Stores a kubeconfig for {@link #LIFETIME}.
   *
   * @throws ProblemException {@link SharingProblem#DOWNLOADS_FULL} if the store is full
   */
  public Handle add(PendingDownload kubeconfig, String restartToken) {
    var secret = BrowserSecret.fresh();
    var handle = new Handle(RandomIds.token(), secret.value(), restartToken);
    var now = clock.instant();
    var otherIssuer = kubeconfig.recipient().otherIssuer();
    var row =
        new SealedDownload(
            Sha256.hex(handle.id()),
            owner(oidc.cookieHashKey(), kubeconfig.email(), otherIssuer),
            seal.seal(secret, PURPOSE + handle.id(), PendingDownloadText.of(kubeconfig)),
            now,
            now.plus(LIFETIME));
    if (!rows.add(row, DownloadLimits.DEFAULT, now)) {
      throw new ProblemException(SharingProblem.DOWNLOADS_FULL);
    }
    return handle;
  }

  /** Returns codes, because a reader of the database could compute digests of all addresses. */
  static SealedDownload.Owner owner(SigningKey key, String email, Optional<URI> otherIssuer) {
    var issuer = otherIssuer.map(URI::toString);
    return new SealedDownload.Owner(
        code(key, OWNER_PURPOSE, Person.key(email) + "\n" + issuer.orElse("")),
        issuer.map(url -> code(key, ISSUER_PURPOSE, url)));
  }

  private static String code(SigningKey key, String purpose, String text) {
    return HexFormat.of().formatHex(key.sign(purpose, text));
  }

  /**
   * The name of the cookie for a download; each download has its own, so that tabs do not
   * interfere.
   */
  public String cookieName(String id) {
    var name = "download_" + id.substring(0, Math.min(COOKIE_ID_LENGTH, id.length()));
    return installation.https() ? "__Host-" + name : name;
  }

  /** The share of a pending download, for the record of a refusal; empty if there is none. */
  public Optional<String> shareId(String id, Optional<String> cookie) {
    return opened(id, cookie).map(found -> found.source().shareId());
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
        opened(id, cookie).orElseThrow(() -> new ProblemException(SharingProblem.DOWNLOAD_GONE));
    shares.findById(found.source().shareId());
    return found;
  }

  private Optional<PendingDownload> opened(String id, Optional<String> cookie) {
    return cookie.flatMap(BrowserSecret::parse).flatMap(secret -> opened(id, secret));
  }

  private Optional<PendingDownload> opened(String id, BrowserSecret secret) {
    return rows.find(Sha256.hex(id))
        .filter(row -> row.expiresAt().isAfter(clock.instant()))
        .flatMap(row -> seal.open(secret, PURPOSE + id, row.sealed()))
        .map(PendingDownloadText::read);
  }
}
