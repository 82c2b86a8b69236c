package org.clustershare.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Refuses state-changing requests that a page of another site caused (CSRF). It complements Faces'
 * view state and the session cookie's {@code SameSite=Lax}, which does not stop sibling hosts. The
 * API is exempt, because it accepts no cookies.
 */
public class FormOriginFilter extends HttpFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final transient InstallationSettings installation;

  @Inject
  FormOriginFilter(InstallationSettings installation) {
    this.installation = installation;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!SAFE.contains(request.getMethod())
        && !request.getServletPath().startsWith("/api")
        && FormOrigin.of(request, installation.baseUrl()) == FormOrigin.FOREIGN) {
      throw new ProblemException(PlatformProblem.FOREIGN_FORM);
    }
    chain.doFilter(request, response);
  }
}
