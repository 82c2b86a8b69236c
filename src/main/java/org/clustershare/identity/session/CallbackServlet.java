package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.issuer.ProviderError;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;
import org.pac4j.core.exception.TechnicalException;
import org.pac4j.jee.context.JEEFrameworkParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the issuer sends people back to after they signed in to the console. */
public class CallbackServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackServlet.class);

  /** Not the console itself: a sign-in that gave nobody would begin again without end. */
  private static final String AFTERWARDS = "/";

  @Inject private transient Clock clock;
  @Inject private transient ConsoleSignIn signIn;
  @Inject private transient ConsoleSignInAttempt attempt;
  @Inject private transient Issuer issuer;
  @Inject private transient ConsoleSessions sessions;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    try {
      requireOurs(request);
      finish(request, response);
    } catch (ProblemException e) {
      throw e.withRestartLink(HomeServlet.CONSOLE);
    } catch (TechnicalException e) {
      // Ours to mend, most likely; the person can only begin again.
      LOG.warn("sign-in not finished", e);
      throw new ProblemException(e, IdentityProblem.SIGN_IN_EXPIRED)
          .withRestartLink(HomeServlet.CONSOLE);
    }
  }

  /** Nothing of an answer is looked at, not even an error, unless this browser asked for it. */
  private void requireOurs(HttpServletRequest request) {
    boolean repeated =
        request.getParameterMap().values().stream().anyMatch(values -> values.length > 1);
    if (repeated) {
      throw new ProblemException(IdentityProblem.SIGN_IN_EXPIRED);
    }
    request.setAttribute(RequestedPage.STATE, attempt.end(request));
    issuer.requireAnswerFrom(Optional.ofNullable(request.getParameter("iss")));
    var error = request.getParameter("error");
    if (error != null) {
      throw new ProblemException(
          IdentityProblem.SIGN_IN_REFUSED,
          ProviderError.describe(error, request.getParameter("error_description")));
    }
  }

  private void finish(HttpServletRequest request, HttpServletResponse response) {
    var config = signIn.config();
    config
        .getCallbackLogic()
        .perform(
            config,
            AFTERWARDS,
            // Not renewed: it is a new one, because the old one was left.
            false,
            ConsoleSignIn.CLIENT,
            new JEEFrameworkParameters(request, response));
    var person = ConsoleSession.person(request, clock.instant());
    if (person.isPresent()) {
      ConsoleSession.signedIn(request);
      sessions.add(person.get().key(), request.getSession());
    } else if (!response.isCommitted()) {
      throw new ProblemException(IdentityProblem.SIGN_IN_EXPIRED);
    }
  }
}
