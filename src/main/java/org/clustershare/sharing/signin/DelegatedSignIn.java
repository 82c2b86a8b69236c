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
 * The delegated exchange: the recipient of a link signs in at the issuer, and what comes back goes
 * into a kubeconfig and nowhere else. Authorization code flow (OpenID Connect Core 1.0, section
 * 3.1) with PKCE S256 (RFC 7636), a nonce, a state that only the browser that began can bring, and
 * the issuer's name checked (RFC 9207).
 */
@ApplicationScoped
public class DelegatedSignIn {
  private static final Logger LOG = LoggerFactory.getLogger(DelegatedSignIn.class);
  private static final int CLIENT_NAME = 32;
  private static final String ANNOUNCED = "exchange-announced";

  @Inject private InstallationSettings installation;
  @Inject private OidcSettings oidc;
  @Inject private ClusterClients clients;
  @Inject private Shares shares;
  @Inject private PendingDownloads ready;
  @Inject private CodeExchange codes;
  @Inject private AuthorizationUrl authorization;
  @Inject private Kubeconfigs kubeconfigs;
  @Inject private StateReplayGuard used;
  @Inject private PersonDirectory personDirectory;
  @Inject private Clock clock;

  /**
   * Where to send the browser, and what to put into its cookie.
   *
   * @param address the issuer's page, or the one of ours that names the issuer first
   * @param cookie the cookie's value
   */
  public record Beginning(URI address, String cookie) {}

  /**
   * What the issuer sent back to the redirect URI.
   *
   * @param code the authorization code
   * @param state the state
   * @param iss the issuer's name, when it sends one
   * @param error why it refused
   * @param errorDescription the same in words
   */
  public record Answer(
      Optional<String> code,
      Optional<String> state,
      Optional<String> iss,
      Optional<String> error,
      Optional<String> errorDescription) {}

  /** What a sign-in ends in. */
  public sealed interface Result {
    /** The file itself, for a link of KKP's form. */
    record File(PendingDownload kubeconfig) implements Result {}

    /** A page from which it is downloaded. */
    record Page(PendingDownloads.Handle handle) implements Result {}
  }

  /**
   * What a sign-in was begun for.
   *
   * @param shared what it leads to
   * @param style the kubeconfig that is wanted
   * @param direct whether the file itself is the answer
   */
  public record Wanted(SharedCluster shared, KubeconfigStyle style, boolean direct) {}

  private record Attempt(RelyingParty client, ShareSignInState state, SignInCookie browser) {}

  /**
   * Begins a sign-in for a share; a browser that is in the middle of another keeps its secret. To
   * another issuer than the installation's nobody is sent before a page of ours named it, whatever
   * the link: an editor of a project chose it.
   */
  public Beginning begin(
      SharedCluster shared, KubeconfigStyle style, boolean direct, Optional<String> cookie) {
    var attempt = attempt(new Wanted(shared, style, direct), cookie);
    return isElsewhere(shared) ? toPage(attempt) : toIssuer(attempt);
  }

  /**
   * Begins a sign-in again that did not come to its end, or goes on where {@link #announced} led.
   *
   * @param again what {@link PendingDownloads.Handle#restartToken} or the error page's button
   *     brought
   */
  public Beginning beginAgain(String again, Optional<String> cookie) {
    var begun = begun(again);
    boolean announced =
        browser(cookie, clock.instant())
            .flatMap(known -> known.bound(oidc.cookieHashKey(), ANNOUNCED, again))
            .isPresent();
    return announced
        ? toIssuer(attempt(begun, cookie))
        : begin(begun.shared(), begun.style(), begun.direct(), cookie);
  }

  /**
   * What a sign-in was begun for that did not come to its end.
   *
   * @throws ProblemException {@link SharingProblem#EXCHANGE_GONE}, and when the share ended
   */
  public Wanted begun(String again) {
    shares.requireOpen();
    var state =
        ShareSignInState.openAgain(again, oidc.cookieHashKey(), clock.instant())
            .orElseThrow(() -> new ProblemException(SharingProblem.EXCHANGE_GONE));
    return new Wanted(shares.reopen(state.shareId()), state.style(), state.direct());
  }

  /** Whether people sign in at another issuer than the installation's. */
  public boolean isElsewhere(SharedCluster shared) {
    return shared.cluster().client().map(StoredClient::issuerUrl).filter(this::isOther).isPresent();
  }

  private boolean isOther(URI issuer) {
    return !issuer.equals(oidc.issuerUrl());
  }

  /**
   * The address of ours with which this browser, and no other, goes on to an issuer that the page
   * on which it stands has named.
   */
  public Beginning announced(Wanted begun, Optional<String> cookie) {
    var attempt = attempt(begun, cookie);
    var key = oidc.cookieHashKey();
    var again = attempt.browser().bind(key, ANNOUNCED, attempt.state().again(key));
    return beginning(installation.baseUrl() + againPath(again), attempt.browser());
  }

  private Attempt attempt(Wanted begun, Optional<String> cookie) {
    var cluster = begun.shared().cluster();
    if (!clients.offers(cluster, begun.style())) {
      throw new ProblemException(SharingProblem.STYLE_NOT_ALLOWED, begun.style().key());
    }
    var now = clock.instant();
    var client = clients.of(cluster);
    return new Attempt(
        client,
        new ShareSignInState(
            RandomIds.token(),
            begun.shared().share().id(),
            name(client),
            begun.style(),
            begun.direct(),
            now),
        browser(cookie, now).orElseGet(SignInCookie::fresh));
  }

  private Beginning toIssuer(Attempt attempt) {
    var address = authorization.of(attempt.client(), attempt.state(), attempt.browser());
    return beginning(address.toString(), attempt.browser());
  }

  private Beginning toPage(Attempt attempt) {
    var again = attempt.state().again(oidc.cookieHashKey());
    return beginning(installation.baseUrl() + Shares.LINK_PATH + again, attempt.browser());
  }

  private Beginning beginning(String address, SignInCookie browser) {
    return new Beginning(
        URI.create(address), browser.signed(oidc.cookieHashKey(), clock.instant()));
  }

  /** The address of ours that begins again what a state, or its beginning, began. */
  public Optional<String> startAgainPath(String state) {
    var key = oidc.cookieHashKey();
    return ShareSignInState.openAgain(state, key, clock.instant())
        .map(opened -> againPath(opened.again(key)));
  }

  private static String againPath(String again) {
    return InstallationSettings.KUBECONFIG_PATH
        + "?again="
        + URLEncoder.encode(again, StandardCharsets.UTF_8);
  }

  /**
   * Ends a sign-in.
   *
   * @param answer what the issuer sent back
   * @param cookie the browser's cookie
   */
  public Result complete(Answer answer, Optional<String> cookie) {
    shares.requireOpen();
    var now = clock.instant();
    var sealed = answer.state().orElse("");
    requireInTime(sealed, now);
    var browser = browser(cookie, now).orElseThrow(DelegatedSignIn::notBegunHere);
    var state =
        ShareSignInState.open(sealed, oidc.cookieHashKey(), browser)
            .orElseThrow(DelegatedSignIn::notBegunHere);
    requireFirst(state);
    var shared = shares.reopen(state.shareId());
    var client = clients.of(shared.cluster());
    if (!state.client().equals(name(client))) {
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
        : new Result.Page(ready.add(kubeconfig, state.again(oidc.cookieHashKey())));
  }

  private static String name(RelyingParty client) {
    return client.client().fingerprint().substring(0, CLIENT_NAME);
  }

  private Optional<SignInCookie> browser(Optional<String> cookie, Instant now) {
    return cookie.flatMap(value -> SignInCookie.open(value, oidc.cookieHashKey(), now));
  }

  /**
   * Refuses a state of Cluster Share's whose time is up. Browsers drop their cookie then, so this
   * comes before the cookie: its absence would look like another browser.
   */
  private void requireInTime(String sealed, Instant now) {
    var key = oidc.cookieHashKey();
    if (ShareSignInState.openAnywhere(sealed, key)
        .filter(state -> state.expired(now))
        .isPresent()) {
      throw new ProblemException(SharingProblem.EXCHANGE_EXPIRED);
    }
  }

  private static ProblemException notBegunHere() {
    return new ProblemException(SharingProblem.EXCHANGE_STATE_WRONG);
  }

  private void requireFirst(ShareSignInState state) {
    if (!used.use(state.id())) {
      throw new ProblemException(SharingProblem.EXCHANGE_REPLAYED);
    }
  }
}
