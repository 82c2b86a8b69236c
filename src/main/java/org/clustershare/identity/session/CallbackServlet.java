package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Servlet at the redirect URI of earlier versions, {@code /callback}, which an operator may have
 * registered for the console.
 */
public class CallbackServlet extends HttpServlet {
  private final transient ConsoleAnswers answers;

  @Inject
  CallbackServlet(ConsoleAnswers answers) {
    this.answers = answers;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answers.complete(request, response);
  }

  /** Refuses HEAD, which must change nothing (RFC 9110, section 9.2.1). */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response) {
    throw new ProblemException(PlatformProblem.METHOD_NOT_ALLOWED, "");
  }
}
