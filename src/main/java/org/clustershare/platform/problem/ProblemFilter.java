package org.clustershare.platform.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Shows the error page for problems that pages throw. Otherwise the server would log a stack trace
 * for each one, for example for every page while the provider is down. Stack traces are for
 * unexpected errors.
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
