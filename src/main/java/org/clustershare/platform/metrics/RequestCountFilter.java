package org.clustershare.platform.metrics;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Counts requests by kind and by class of their status. */
public class RequestCountFilter extends HttpFilter {
  private final transient Metrics metrics;

  @Inject
  RequestCountFilter(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    try {
      chain.doFilter(request, response);
      status = response.getStatus();
    } finally {
      metrics.increment(MetricFamily.REQUESTS, kind(request.getServletPath()), statusClass(status));
    }
  }

  static String kind(String path) {
    if (path.startsWith("/api")) {
      return "api";
    }
    if (path.startsWith("/share") || path.startsWith("/download")) {
      return "share";
    }
    return path.startsWith("/health") || path.startsWith("/metrics") || path.startsWith("/openapi")
        ? "monitoring"
        : "page";
  }

  /** The class of a status (RFC 9110, section 15); one outside of 200 to 499 counts as 5xx. */
  static String statusClass(int status) {
    return status >= 200 && status < 500 ? status / 100 + "xx" : "5xx";
  }
}
