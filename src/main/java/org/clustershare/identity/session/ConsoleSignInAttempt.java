package org.clustershare.identity.session;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.CodeExchange.Begun;
import org.clustershare.oidc.signin.ConsoleSignInState;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.oidc.signin.StateReplayGuard;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.problem.ProblemException;
import org.pac4j.core.context.Cookie;

/**
 * An attempt to sign in to the console, from the authorization request to the provider's answer.
 * Its data travels with the browser, in a cookie and in the state; several tabs share the cookie.
 */
@ApplicationScoped
class ConsoleSignInAttempt {
  private static final String COOKIE = "sign_in";
  private static final String VERIFIER = "console-pkce-verifier";
  private static final String NONCE = "console-nonce";
  private static final String PAGES = "/console/";
  private static final int MAX_PATH_LENGTH = 512;

  @Inject private InstallationSettings installation;
  @Inject private OidcSettings oidc;
  @Inject private Issuer issuer;
  @Inject private StateReplayGuard replayGuard;
  @Inject private Clock clock;

  /**
   * The start of a sign-in.
   *
   * @param authorization the address of the provider's page
   * @param cookie the cookie that the browser must return
   */
  record Beginning(URI authorization, Cookie cookie) {}

  /** Starts a sign-in; a browser with another one in progress keeps its secret. */
  Beginning begin(HttpServletRequest request) {
    var now = clock.instant();
    var browser = browser(request).orElseGet(SignInCookie::fresh);
    var state = new ConsoleSignInState(RandomIds.token(), requestedPage(request), now);
    var signIn = begun(state, browser);
    var address =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                Scope.parse(issuer.scopes()),
                new ClientID(oidc.clientId()),
                signIn.redirectUri())
            .endpointURI(issuer.metadata().getAuthorizationEndpointURI())
            .state(new State(state.sealed(key(), browser)))
            .nonce(signIn.nonce())
            .codeChallenge(signIn.verifier(), CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Beginning(address, cookie(browser.signed(key(), now)));
  }

  /**
   * Ends the sign-in to which an answer belongs and returns its state; works once.
   *
   * @throws ProblemException {@link IdentityProblem#SIGN_IN_EXPIRED} if this browser did not start
   *     a sign-in with this state, started it too long ago, or ended it already
   */
  ConsoleSignInState end(HttpServletRequest request) {
    return state(request)
        .filter(state -> !state.expired(clock.instant()))
        .filter(state -> replayGuard.use(state.id()))
        .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED));
  }

  /**
   * Returns the values that bind the code and the ID token of an answer to its browser's sign-in.
   */
  Begun begun(HttpServletRequest request) {
    return state(request)
        .flatMap(state -> browser(request).map(browser -> begun(state, browser)))
        .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED));
  }

  private Optional<ConsoleSignInState> state(HttpServletRequest request) {
    return browser(request)
        .flatMap(
            browser ->
                Optional.ofNullable(request.getParameter("state"))
                    .flatMap(text -> ConsoleSignInState.open(text, key(), browser)));
  }

  private Begun begun(ConsoleSignInState state, SignInCookie browser) {
    return new Begun(
        URI.create(installation.baseUrl() + ConsoleSignIn.CALLBACK_PATH),
        new CodeVerifier(browser.derive(key(), VERIFIER, state.id())),
        new Nonce(browser.derive(key(), NONCE, state.id())));
  }

  /** Returns the requested page; a form that arrived without a session is not sent again. */
  private static String requestedPage(HttpServletRequest request) {
    var path = request.getRequestURI().substring(request.getContextPath().length());
    var query = request.getQueryString();
    var page = request.getMethod().equals("GET") && query != null ? path + "?" + query : path;
    return page.startsWith(PAGES) && page.length() <= MAX_PATH_LENGTH ? page : HomeServlet.CONSOLE;
  }

  private Optional<SignInCookie> browser(HttpServletRequest request) {
    return Stream.ofNullable(request.getCookies())
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(cookieName()))
        .findFirst()
        .flatMap(cookie -> SignInCookie.open(cookie.getValue(), key(), clock.instant()));
  }

  private Cookie cookie(String value) {
    var cookie = new Cookie(cookieName(), value);
    cookie.setPath("/");
    cookie.setMaxAge((int) SignInCookie.LIFETIME.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setSecure(installation.https());
    // Not strict: people come back from the provider's site.
    cookie.setSameSitePolicy("lax");
    return cookie;
  }

  private String cookieName() {
    return installation.https() ? "__Host-" + COOKIE : COOKIE;
  }

  private SigningKey key() {
    return oidc.cookieHashKey();
  }
}
