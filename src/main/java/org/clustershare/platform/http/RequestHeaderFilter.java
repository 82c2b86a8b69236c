package org.clustershare.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Refuses a header {@code Authorization} or {@code Cookie} of more than 65 KiB: 431 (RFC 6585,
 * section 5). An ID token of 64 KiB fits; one with 200 groups has 11 KiB. The server itself refuses
 * a request whose headers have more than 144 KiB together, before it reaches a filter.
 */
public class RequestHeaderFilter extends HttpFilter {
  private static final int MAX_LENGTH = 65 * 1024;
  private static final List<String> LONG_HEADERS = List.of("Authorization", "Cookie");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    for (var name : LONG_HEADERS) {
      for (var value : Collections.list(request.getHeaders(name))) {
        if (value.length() > MAX_LENGTH) {
          throw new ProblemException(PlatformProblem.HEADER_TOO_LARGE, name);
        }
      }
    }
    chain.doFilter(request, response);
  }
}
