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
 * One try to sign in to the console, from the way to the provider until its answer. All that has to
 * be remembered travels with the browser, in a cookie and in the state; several tabs share the
 * cookie.
 */
@ApplicationScoped
class ConsoleSignInAttempt {
  private static final String COOKIE = "sign_in";
  private static final String VERIFIER = "console-pkce-verifier";
  private static final String NONCE = "console-nonce";
  private static final String PAGES = "/console/";
  private static final int LONGEST_PATH = 512;

  @Inject private InstallationSettings installation;
  @Inject private OidcSettings oidc;
  @Inject private Issuer issuer;
  @Inject private StateReplayGuard used;
  @Inject private Clock clock;

  /**
   * A sign-in that begins.
   *
   * @param authorization the provider's page
   * @param cookie what the browser has to bring back
   */
  record Beginning(URI authorization, Cookie cookie) {}

  /** Begins one; a browser that is in the middle of another keeps its secret. */
  Beginning begin(HttpServletRequest request) {
    var now = clock.instant();
    var browser = browser(request).orElseGet(SignInCookie::fresh);
    var state = new ConsoleSignInState(RandomIds.token(), asked(request), now);
    var begun = begun(state, browser);
    var address =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                Scope.parse(issuer.scopes()),
                new ClientID(oidc.clientId()),
                begun.redirectUri())
            .endpointURI(issuer.metadata().getAuthorizationEndpointURI())
            .state(new State(state.sealed(key(), browser)))
            .nonce(begun.nonce())
            .codeChallenge(begun.verifier(), CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Beginning(address, cookie(browser.signed(key(), now)));
  }

  /**
   * What the browser of this answer began; good once.
   *
   * @throws ProblemException {@link IdentityProblem#SIGN_IN_EXPIRED} when it began nothing with
   *     this state, or too long ago, or ended it already
   */
  ConsoleSignInState end(HttpServletRequest request) {
    return state(request)
        .filter(state -> !state.expired(clock.instant()))
        .filter(state -> used.use(state.id()))
        .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED));
  }

  /** What binds the code and the ID token of this answer to what its browser began. */
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

  /** The page that was asked for; a form that was sent without a session is not sent again. */
  private static String asked(HttpServletRequest request) {
    var path = request.getRequestURI().substring(request.getContextPath().length());
    var query = request.getQueryString();
    var page = request.getMethod().equals("GET") && query != null ? path + "?" + query : path;
    return page.startsWith(PAGES) && page.length() <= LONGEST_PATH ? page : HomeServlet.CONSOLE;
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
