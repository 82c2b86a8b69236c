package org.clustershare.platform.correlation;

import io.opentelemetry.api.trace.Span;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The address in the server's span of a request, without secrets. The server writes path and query
 * into the span: links' tokens, authorization codes and states.
 */
final class SpanAddress {
  private SpanAddress() {}

  /**
   * Replaces the address in the current span, if OpenTelemetry is enabled. Only the path's first
   * segment stays; {@code http.route} has the route of an API call.
   */
  static void redact(HttpServletRequest request) {
    var span = Span.current();
    if (span.isRecording()) {
      span.setAttribute(
          "url.path",
          redacted(
              request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("")));
      if (request.getQueryString() != null) {
        span.setAttribute("url.query", "REDACTED");
      }
    }
  }

  /**
   * The first segment of a path.
   *
   * @param path decoded and normalized, as the servlet container matches it
   */
  static String redacted(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path : path.substring(0, end) + "/REDACTED";
  }
}
