package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.clustershare.platform.problem.PlatformProblem;

/**
 * Servlet that ends a console session, on all instances. Only a page of Cluster Share can do that,
 * see {@link FormCheck}. The session's cookie is not enough, because {@code SameSite=Lax} treats a
 * sibling host as the same site.
 */
public class SignOutServlet extends HttpServlet {
  /** The welcome page, which then says that the provider's session continues. */
  private static final String TARGET = "/?signed-out";

  private final transient ConsoleSessions sessions;
  private final transient FormCheck forms;
  private final transient SessionTrail trail;

  @Inject
  SignOutServlet(ConsoleSessions sessions, FormCheck forms, SessionTrail trail) {
    this.sessions = sessions;
    this.forms = forms;
    this.trail = trail;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    sessions
        .find(request)
        .ifPresent(
            session -> {
              forms.require(request, session, PlatformProblem.FOREIGN_FORM);
              trail.ended();
            });
    sessions.end(request, response);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", request.getContextPath() + TARGET);
  }
}
