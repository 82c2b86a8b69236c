package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Servlet at the root: the welcome page for anonymous visitors, the console for people who signed
 * in.
 */
public class HomeServlet extends HttpServlet {
  private final transient ConsoleSessions sessions;
  static final String CONSOLE = "/console/projects";

  @Inject
  HomeServlet(ConsoleSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (sessions.find(request).isPresent()) {
      response.sendRedirect(request.getContextPath() + CONSOLE);
    } else {
      request.getRequestDispatcher("/WEB-INF/pages/welcome.xhtml").forward(request, response);
    }
  }
}
