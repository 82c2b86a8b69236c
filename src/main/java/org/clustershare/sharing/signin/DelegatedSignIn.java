package org.clustershare.sharing.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.AuthorizationCodeFlow;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.oidc.signin.SignInCookies;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.oidc.signin.SignInState;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.SharedCluster;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.download.PendingDownloads;

/**
 * The start of a delegated sign-in: a link's recipient signs in at the issuer, and the tokens go
 * into a kubeconfig and nowhere else. {@link DelegatedSignInCompletion} takes the answer.
 */
@ApplicationScoped
public class DelegatedSignIn {
  private final InstallationSettings installation;
  private final OidcSettings oidc;
  private final ClusterClients clients;
  private final Shares shares;
  private final AuthorizationCodeFlow flow;
  private final SignInCookies cookies;
  private final Clock clock;

  /**
   * The browser's next address and its cookie.
   *
   * @param address the issuer's page, or Cluster Share's page that names the issuer first
   * @param cookie the cookie's value
   */
  public record SignInRedirect(URI address, String cookie) {}

  private record PreparedSignIn(RelyingParty client, SignInState state, SignInCookie browser) {}

  @Inject
  DelegatedSignIn(
      InstallationSettings installation,
      OidcSettings oidc,
      ClusterClients clients,
      Shares shares,
      AuthorizationCodeFlow flow,
      SignInCookies cookies,
      Clock clock) {
    this.installation = installation;
    this.oidc = oidc;
    this.clients = clients;
    this.shares = shares;
    this.flow = flow;
    this.cookies = cookies;
    this.clock = clock;
  }

  /**
   * Starts a sign-in for a share; a browser with another one in progress keeps its secret. If the
   * cluster has another issuer than the installation's, a page of Cluster Share names it first, for
   * every form of link. The reason: an editor of a project chose that issuer.
   */
  public SignInRedirect begin(KubeconfigRequest request, Optional<String> cookie) {
    var preparedSignIn = attempt(request, cookie);
    return hasOtherIssuer(request.shared()) ? toPage(preparedSignIn) : toIssuer(preparedSignIn);
  }

  /**
   * Restarts an unfinished sign-in, or continues after {@link #continuation}.
   *
   * @param restartToken the token of {@link PendingDownloads.Handle#restartToken} or of the error
   *     page's button
   */
  public SignInRedirect restart(String restartToken, Optional<String> cookie) {
    var request = interruptedRequest(restartToken);
    boolean announced =
        cookies
            .open(SignInKind.SHARE, cookie)
            .filter(browser -> flow.states().isBound(restartToken, SignInKind.SHARE, browser))
            .isPresent();
    return announced ? toIssuer(attempt(request, cookie)) : begin(request, cookie);
  }

  /**
   * Returns the request that an unfinished sign-in serves.
   *
   * @throws ProblemException {@link SharingProblem#EXCHANGE_GONE}, or the problem of a share that
   *     has ended
   */
  public KubeconfigRequest interruptedRequest(String restartToken) {
    shares.requireGateOpen();
    var state =
        openForRestart(restartToken)
            .orElseThrow(() -> new ProblemException(SharingProblem.EXCHANGE_GONE));
    return KubeconfigRequest.of(state, shares.findById(KubeconfigRequest.shareId(state)));
  }

  private Optional<SignInState> openForRestart(String text) {
    return flow.states().openForRestart(text, SignInKind.SHARE, clock.instant());
  }

  /** Whether recipients sign in at another issuer than the installation's. */
  public boolean hasOtherIssuer(SharedCluster shared) {
    return shared
        .cluster()
        .client()
        .map(StoredClient::issuerUrl)
        .filter(issuer -> !issuer.equals(oidc.issuerUrl()))
        .isPresent();
  }

  /**
   * Returns Cluster Share's address with which this browser, and no other, continues to the issuer
   * that the current page names.
   */
  public SignInRedirect continuation(KubeconfigRequest request, Optional<String> cookie) {
    var preparedSignIn = attempt(request, cookie);
    var token = flow.states().restartToken(preparedSignIn.state(), preparedSignIn.browser());
    return redirect(installation.baseUrl() + restartPath(token), preparedSignIn.browser());
  }

  private PreparedSignIn attempt(KubeconfigRequest request, Optional<String> cookie) {
    var cluster = request.shared().cluster();
    if (!clients.offers(cluster, request.style())) {
      throw new ProblemException(SharingProblem.STYLE_NOT_ALLOWED, request.style().key());
    }
    var client = clients.of(cluster);
    return new PreparedSignIn(
        client,
        flow.state(SignInKind.SHARE, client, request.details()),
        cookies.open(SignInKind.SHARE, cookie).orElseGet(SignInCookie::fresh));
  }

  private SignInRedirect toIssuer(PreparedSignIn preparedSignIn) {
    var address =
        flow.authorizationRequest(
            preparedSignIn.client(), preparedSignIn.state(), preparedSignIn.browser());
    return redirect(address.toString(), preparedSignIn.browser());
  }

  private SignInRedirect toPage(PreparedSignIn preparedSignIn) {
    var token = flow.states().restartToken(preparedSignIn.state());
    return redirect(installation.baseUrl() + Shares.LINK_PATH + token, preparedSignIn.browser());
  }

  private SignInRedirect redirect(String address, SignInCookie browser) {
    return new SignInRedirect(URI.create(address), cookies.value(SignInKind.SHARE, browser));
  }

  /** Returns the path that restarts the sign-in of a state, or of a restart token. */
  public Optional<String> startAgainPath(String state) {
    return openForRestart(state).map(opened -> restartPath(flow.states().restartToken(opened)));
  }

  private static String restartPath(String restartToken) {
    return InstallationSettings.KUBECONFIG_PATH
        + "?again="
        + URLEncoder.encode(restartToken, StandardCharsets.UTF_8);
  }
}
