package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.http.FormOrigin;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Servlet that ends a console session. Only a page of Cluster Share can do that: the form has no
 * token, so the browser must name the form's origin. The session's cookie is not enough, because
 * {@code SameSite=Lax} treats a sibling host as the same site.
 */
public class SignOutServlet extends HttpServlet {
  /** The welcome page, which then says that the provider's session continues. */
  private static final String TARGET = "/?signed-out";

  private final transient InstallationSettings installation;
  private final transient SessionTrail trail;

  @Inject
  SignOutServlet(InstallationSettings installation, SessionTrail trail) {
    this.installation = installation;
    this.trail = trail;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getSession(false) != null
        && FormOrigin.of(request, installation.baseUrl()) != FormOrigin.OWN) {
      throw new ProblemException(PlatformProblem.FOREIGN_FORM);
    }
    if (request.getSession(false) != null) {
      trail.ended();
    }
    ConsoleSession.leave(request);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", request.getContextPath() + TARGET);
  }
}
