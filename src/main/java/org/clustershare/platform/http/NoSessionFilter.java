package org.clustershare.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Closes the server's {@link HttpSession}, which lives in the memory of one instance. Code that
 * creates one fails at once, and not only when a request reaches another instance.
 */
public class NoSessionFilter extends HttpFilter {
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new WithoutSession(request), response);
  }

  private static final class WithoutSession extends HttpServletRequestWrapper {
    WithoutSession(HttpServletRequest request) {
      super(request);
    }

    @Override
    public HttpSession getSession() {
      throw new IllegalStateException("An HttpSession would live in one instance only (ADR 21)");
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
      return create ? getSession() : null;
    }
  }
}
