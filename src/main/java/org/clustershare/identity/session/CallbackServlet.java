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

/** Servlet at the redirect URI of the console's sign-in, to which the issuer returns people. */
public class CallbackServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackServlet.class);

  /** Not the console itself: a sign-in without a person would restart endlessly. */
  private static final String DEFAULT_TARGET = "/";

  @Inject private transient Clock clock;
  @Inject private transient ConsoleSignIn signIn;
  @Inject private transient ConsoleSignInAttempt attempt;
  @Inject private transient Issuer issuer;
  @Inject private transient ConsoleSessions sessions;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    try {
      requireOwnAnswer(request);
      finish(request, response);
    } catch (ProblemException e) {
      throw e.withRestartLink(HomeServlet.CONSOLE);
    } catch (TechnicalException e) {
      // Most likely a defect of Cluster Share; the person can only start again.
      LOG.warn("sign-in not finished", e);
      throw new ProblemException(e, IdentityProblem.SIGN_IN_EXPIRED)
          .withRestartLink(HomeServlet.CONSOLE);
    }
  }

  /**
   * Refuses an answer that this browser did not request, before anything in it is used, even an
   * error.
   */
  private void requireOwnAnswer(HttpServletRequest request) {
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
            DEFAULT_TARGET,
            // Not renewed: the session is new, because the sign-in ended the old one.
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
