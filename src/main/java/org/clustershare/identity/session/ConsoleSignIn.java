package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.signin.AuthorizationCodeFlow;
import org.clustershare.oidc.signin.AuthorizationResponse;
import org.clustershare.oidc.signin.SignInCompletion;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.oidc.signin.SignInCookies;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.http.LocationFilter;
import org.clustershare.platform.problem.ProblemException;

/**
 * Sign-in to the console: from a page that needs a person to the provider, and back to that page
 * with a session.
 */
@ApplicationScoped
class ConsoleSignIn implements SignInCompletion {
  private static final String PAGE = "page";
  private static final String PAGES = "/console/";
  private static final int MAX_PAGE_LENGTH = 512;

  private final Issuer issuer;
  private final AuthorizationCodeFlow flow;
  private final SignInCookies cookies;
  private final PersonDirectory personDirectory;
  private final ConsoleSessions sessions;
  private final SessionTrail trail;

  @Inject
  ConsoleSignIn(
      Issuer issuer,
      AuthorizationCodeFlow flow,
      SignInCookies cookies,
      PersonDirectory personDirectory,
      ConsoleSessions sessions,
      SessionTrail trail) {
    this.issuer = issuer;
    this.flow = flow;
    this.cookies = cookies;
    this.personDirectory = personDirectory;
    this.sessions = sessions;
    this.trail = trail;
  }

  @Override
  public SignInKind kind() {
    return SignInKind.CONSOLE;
  }

  /** Sends a browser to the provider; one with another sign-in in progress keeps its secret. */
  void start(HttpServletRequest request, HttpServletResponse response) {
    var client = issuer.relyingParty();
    var browser = cookies.of(request, kind()).orElseGet(SignInCookie::fresh);
    var state = flow.state(kind(), client, Map.of(PAGE, requestedPage(request)));
    var address = flow.authorizationRequest(client, state, browser);
    response.addCookie(cookies.cookie(kind(), cookies.value(kind(), browser)));
    LocationFilter.permit(request, address);
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", address.toString());
  }

  /** Stores the person in a new session, and drops the tokens. */
  @Override
  public void complete(HttpServletRequest request, HttpServletResponse response) {
    var answer = AuthorizationResponse.of(request);
    try {
      var accepted =
          flow.accept(
              answer,
              kind(),
              cookies.of(request, kind()),
              failure -> IdentityProblem.SIGN_IN_EXPIRED);
      var person = flow.redeem(issuer.relyingParty(), accepted).person();
      personDirectory.store(person);
      // Before the session: if there is no record, there is no session.
      trail.begun(person);
      sessions.begin(request, response, person);
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", request.getContextPath() + accepted.state().detail(PAGE));
    } catch (ProblemException e) {
      trail.refused(e);
      throw e.withRestartLink(startPage(answer.state()));
    }
  }

  /** The page for which a sign-in started; the console's first page for any other text. */
  private String startPage(String state) {
    return flow.states()
        .open(state, kind())
        .map(opened -> opened.detail(PAGE))
        .orElse(HomeServlet.CONSOLE);
  }

  /** Returns the requested page; a form that arrived without a session is not sent again. */
  private static String requestedPage(HttpServletRequest request) {
    var path = request.getRequestURI().substring(request.getContextPath().length());
    var query = request.getQueryString();
    var page = request.getMethod().equals("GET") && query != null ? path + "?" + query : path;
    return page.startsWith(PAGES) && page.length() <= MAX_PAGE_LENGTH ? page : HomeServlet.CONSOLE;
  }
}
