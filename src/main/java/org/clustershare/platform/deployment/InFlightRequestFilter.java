package org.clustershare.platform.deployment;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Counts the requests in flight for the {@link GracefulShutdown}. From its beginning, each response
 * closes its connection, so that no client sends a request at the moment when the server stops.
 */
public class InFlightRequestFilter extends HttpFilter {
  private final transient GracefulShutdown shutdown;

  @Inject
  InFlightRequestFilter(GracefulShutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    shutdown.enter();
    try {
      if (shutdown.isBegun()) {
        response.setHeader("Connection", "close");
      }
      chain.doFilter(request, response);
    } finally {
      shutdown.leave();
    }
  }
}
