package org.clustershare.identity.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.clustershare.identity.control.IdentityProblem;
import org.clustershare.identity.control.ProviderError;
import org.clustershare.platform.problem.ProblemException;
import org.pac4j.core.exception.TechnicalException;
import org.pac4j.jee.context.JEEFrameworkParameters;

/** Where the issuer sends people back to after they signed in to the console. */
public class CallbackServlet extends HttpServlet {
  /** Not the console itself: a sign-in that gave nobody would begin again without end. */
  private static final String AFTERWARDS = "/";

  @Inject private transient ConsoleSignIn signIn;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    var error = request.getParameter("error");
    if (error != null) {
      throw new ProblemException(
          IdentityProblem.SIGN_IN_REFUSED,
          ProviderError.describe(error, request.getParameter("error_description")));
    }
    var config = signIn.config();
    try {
      config
          .getCallbackLogic()
          .perform(
              config,
              AFTERWARDS,
              true,
              ConsoleSignIn.CLIENT,
              new JEEFrameworkParameters(request, response));
    } catch (TechnicalException e) {
      throw new ProblemException(e, IdentityProblem.SIGN_IN_EXPIRED);
    }
    if (ConsoleSession.person(request).isEmpty() && !response.isCommitted()) {
      throw new ProblemException(IdentityProblem.SIGN_IN_EXPIRED);
    }
  }
}
