package org.clustershare.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.clustershare.platform.config.InstallationSettings;

/**
 * Adds security headers to every response: only files of this installation load, no site may frame
 * a page, and browsers do not sniff content types.
 */
public class SecurityHeadersFilter extends HttpFilter {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri"
          + " 'none'";

  private final transient InstallationSettings installation;

  @Inject
  SecurityHeadersFilter(InstallationSettings installation) {
    this.installation = installation;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    // Repeats frame-ancestors. Without this header, Payara adds SAMEORIGIN, which allows more.
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    // A link's token must not reach the provider as a referrer.
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (installation.https()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (!request.getServletPath().startsWith("/jakarta.faces.resource")) {
      response.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(request, response);
  }
}
