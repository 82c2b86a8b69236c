package org.clustershare.sharing.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.issuer.ProviderError;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.CodeExchange;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.oidc.signin.StateReplayGuard;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.SharedCluster;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.download.Kubeconfigs;
import org.clustershare.sharing.download.PendingDownload;
import org.clustershare.sharing.download.PendingDownloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delegated sign-in: a link's recipient signs in at the issuer, and the tokens go into a
 * kubeconfig and nowhere else. It is an authorization code flow (OpenID Connect Core 1.0, section
 * 3.1) with PKCE S256 (RFC 7636) and a nonce. Only the browser that started it can return its
 * state, and the issuer's name is checked (RFC 9207).
 */
@ApplicationScoped
public class DelegatedSignIn {
  private static final Logger LOG = LoggerFactory.getLogger(DelegatedSignIn.class);
  private static final int CLIENT_NAME_LENGTH = 32;
  private static final String ANNOUNCED = "exchange-announced";

  @Inject private InstallationSettings installation;
  @Inject private OidcSettings oidc;
  @Inject private ClusterClients clients;
  @Inject private Shares shares;
  @Inject private PendingDownloads downloads;
  @Inject private CodeExchange codes;
  @Inject private AuthorizationUrl authorization;
  @Inject private Kubeconfigs kubeconfigs;
  @Inject private StateReplayGuard replayGuard;
  @Inject private PersonDirectory personDirectory;
  @Inject private Clock clock;

  /**
   * The browser's next address and its cookie.
   *
   * @param address the issuer's page, or Cluster Share's page that names the issuer first
   * @param cookie the cookie's value
   */
  public record Beginning(URI address, String cookie) {}

  /**
   * The issuer's answer at the redirect URI.
   *
   * @param code the authorization code
   * @param state the state
   * @param iss the issuer's name, if it sends one
   * @param error the reason for its refusal
   * @param errorDescription the same reason in words
   */
  public record Answer(
      Optional<String> code,
      Optional<String> state,
      Optional<String> iss,
      Optional<String> error,
      Optional<String> errorDescription) {}

  /** The result of a sign-in. */
  public sealed interface Result {
    /** The file itself, for a link of KKP's form. */
    record File(PendingDownload kubeconfig) implements Result {}

    /** A page from which it is downloaded. */
    record Page(PendingDownloads.Handle handle) implements Result {}
  }

  /**
   * The purpose of a sign-in.
   *
   * @param shared the shared cluster
   * @param style the requested style of the kubeconfig
   * @param direct whether the file itself is the answer
   */
  public record Wanted(SharedCluster shared, KubeconfigStyle style, boolean direct) {}

  private record Attempt(RelyingParty client, ShareSignInState state, SignInCookie browser) {}

  /**
   * Starts a sign-in for a share; a browser with another one in progress keeps its secret. If the
   * cluster has another issuer than the installation's, a page of Cluster Share names it first, for
   * every form of link. The reason: an editor of a project chose that issuer.
   */
  public Beginning begin(
      SharedCluster shared, KubeconfigStyle style, boolean direct, Optional<String> cookie) {
    var attempt = attempt(new Wanted(shared, style, direct), cookie);
    return isElsewhere(shared) ? toPage(attempt) : toIssuer(attempt);
  }

  /**
   * Restarts an unfinished sign-in, or continues after {@link #announced}.
   *
   * @param restartToken the token of {@link PendingDownloads.Handle#restartToken} or of the error
   *     page's button
   */
  public Beginning beginAgain(String restartToken, Optional<String> cookie) {
    var wanted = begun(restartToken);
    boolean announced =
        browser(cookie, clock.instant())
            .flatMap(
                signInCookie -> signInCookie.bound(oidc.cookieHashKey(), ANNOUNCED, restartToken))
            .isPresent();
    return announced
        ? toIssuer(attempt(wanted, cookie))
        : begin(wanted.shared(), wanted.style(), wanted.direct(), cookie);
  }

  /**
   * Returns the purpose of an unfinished sign-in.
   *
   * @throws ProblemException {@link SharingProblem#EXCHANGE_GONE}, or the problem of a share that
   *     has ended
   */
  public Wanted begun(String restartToken) {
    shares.requireOpen();
    var state =
        ShareSignInState.openAgain(restartToken, oidc.cookieHashKey(), clock.instant())
            .orElseThrow(() -> new ProblemException(SharingProblem.EXCHANGE_GONE));
    return new Wanted(shares.reopen(state.shareId()), state.style(), state.direct());
  }

  /** Whether recipients sign in at another issuer than the installation's. */
  public boolean isElsewhere(SharedCluster shared) {
    return shared.cluster().client().map(StoredClient::issuerUrl).filter(this::isOther).isPresent();
  }

  private boolean isOther(URI issuer) {
    return !issuer.equals(oidc.issuerUrl());
  }

  /**
   * Returns Cluster Share's address with which this browser, and no other, continues to the issuer
   * that the current page names.
   */
  public Beginning announced(Wanted wanted, Optional<String> cookie) {
    var attempt = attempt(wanted, cookie);
    var key = oidc.cookieHashKey();
    var token = attempt.browser().bind(key, ANNOUNCED, attempt.state().again(key));
    return beginning(installation.baseUrl() + restartPath(token), attempt.browser());
  }

  private Attempt attempt(Wanted wanted, Optional<String> cookie) {
    var cluster = wanted.shared().cluster();
    if (!clients.offers(cluster, wanted.style())) {
      throw new ProblemException(SharingProblem.STYLE_NOT_ALLOWED, wanted.style().key());
    }
    var now = clock.instant();
    var client = clients.of(cluster);
    return new Attempt(
        client,
        new ShareSignInState(
            RandomIds.token(),
            wanted.shared().share().id(),
            clientName(client),
            wanted.style(),
            wanted.direct(),
            now),
        browser(cookie, now).orElseGet(SignInCookie::fresh));
  }

  private Beginning toIssuer(Attempt attempt) {
    var address = authorization.of(attempt.client(), attempt.state(), attempt.browser());
    return beginning(address.toString(), attempt.browser());
  }

  private Beginning toPage(Attempt attempt) {
    var token = attempt.state().again(oidc.cookieHashKey());
    return beginning(installation.baseUrl() + Shares.LINK_PATH + token, attempt.browser());
  }

  private Beginning beginning(String address, SignInCookie browser) {
    return new Beginning(
        URI.create(address), browser.signed(oidc.cookieHashKey(), clock.instant()));
  }

  /** Returns the path that restarts the sign-in of a state, or of a state's beginning. */
  public Optional<String> startAgainPath(String state) {
    var key = oidc.cookieHashKey();
    return ShareSignInState.openAgain(state, key, clock.instant())
        .map(opened -> restartPath(opened.again(key)));
  }

  private static String restartPath(String restartToken) {
    return InstallationSettings.KUBECONFIG_PATH
        + "?again="
        + URLEncoder.encode(restartToken, StandardCharsets.UTF_8);
  }

  /**
   * Completes a sign-in.
   *
   * @param answer the issuer's answer
   * @param cookie the browser's cookie
   */
  public Result complete(Answer answer, Optional<String> cookie) {
    shares.requireOpen();
    var now = clock.instant();
    var sealed = answer.state().orElse("");
    requireUnexpired(sealed, now);
    var browser = browser(cookie, now).orElseThrow(DelegatedSignIn::wrongState);
    var state =
        ShareSignInState.open(sealed, oidc.cookieHashKey(), browser)
            .orElseThrow(DelegatedSignIn::wrongState);
    // The check above chooses the problem that the recipient reads; this one is of the opened
    // state.
    if (state.expired(now)) {
      throw new ProblemException(SharingProblem.EXCHANGE_EXPIRED);
    }
    requireFirstUse(state);
    var shared = shares.reopen(state.shareId());
    var client = clients.of(shared.cluster());
    if (!state.client().equals(clientName(client))) {
      throw new ProblemException(SharingProblem.EXCHANGE_CLIENT_CHANGED);
    }
    client.requireAnswerFrom(answer.iss());
    if (answer.error().isPresent()) {
      throw new ProblemException(
          IdentityProblem.SIGN_IN_REFUSED,
          ProviderError.describe(answer.error().get(), answer.errorDescription().orElse("")));
    }
    var code =
        answer.code().orElseThrow(() -> new ProblemException(SharingProblem.EXCHANGE_CODE_MISSING));
    var signedIn = codes.redeem(client, code, authorization.begun(state, browser));
    if (shared.cluster().client().isEmpty()) {
      // An editor of a project chose a cluster's own client, and its claims: Cluster Share keeps
      // only accounts that the installation's client names.
      personDirectory.store(signedIn.person());
    }
    var kubeconfig =
        new PendingDownload(
            PendingDownload.Source.of(shared),
            new PendingDownload.Recipient(
                signedIn.person().email(),
                Optional.of(client.client().issuerUrl()).filter(this::isOther)),
            state.style(),
            kubeconfigs.of(shared.cluster(), client, state.style(), signedIn, state.direct()),
            now.plus(PendingDownloads.LIFETIME));
    LOG.info(
        "kubeconfig made: share={} cluster={} for={} style={}",
        state.shareId(),
        shared.cluster().id(),
        signedIn.person().id(),
        state.style());
    return state.direct()
        ? new Result.File(kubeconfig)
        : new Result.Page(downloads.add(kubeconfig, state.again(oidc.cookieHashKey())));
  }

  private static String clientName(RelyingParty client) {
    return client.client().fingerprint().substring(0, CLIENT_NAME_LENGTH);
  }

  private Optional<SignInCookie> browser(Optional<String> cookie, Instant now) {
    return cookie.flatMap(value -> SignInCookie.open(value, oidc.cookieHashKey(), now));
  }

  /**
   * Refuses an expired state of Cluster Share. It precedes the check of the cookie, because
   * browsers drop an expired cookie, and its absence would look like another browser.
   */
  private void requireUnexpired(String sealed, Instant now) {
    var key = oidc.cookieHashKey();
    if (ShareSignInState.openAnywhere(sealed, key)
        .filter(state -> state.expired(now))
        .isPresent()) {
      throw new ProblemException(SharingProblem.EXCHANGE_EXPIRED);
    }
  }

  private static ProblemException wrongState() {
    return new ProblemException(SharingProblem.EXCHANGE_STATE_WRONG);
  }

  private void requireFirstUse(ShareSignInState state) {
    if (!replayGuard.use(state.id())) {
      throw new ProblemException(SharingProblem.EXCHANGE_REPLAYED);
    }
  }
}
