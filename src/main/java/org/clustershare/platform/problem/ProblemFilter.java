package org.clustershare.platform.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Shows the error page for problems that pages throw. Were they left to the server, it would log a
 * stack trace for each, such as for every page while the provider is down; that is for what we do
 * not understand.
 */
public class ProblemFilter extends HttpFilter {
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      var problem = ProblemException.find(e);
      if (problem.isEmpty() || response.isCommitted()) {
        throw e;
      }
      request.setAttribute(ErrorServlet.PROBLEM, problem.get());
      response.sendError(problem.get().type().status());
    }
  }
}
