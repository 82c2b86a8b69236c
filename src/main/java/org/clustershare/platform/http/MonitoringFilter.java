package org.clustershare.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Restricts {@code /metrics}, {@code /openapi} and the details of {@code /health} to the networks
 * in {@code monitoring-networks}. Other clients get only the status of {@code /health}, which load
 * balancers and kubelets need. If there is a {@code metrics-token}, {@code /metrics} needs it as a
 * bearer token (RFC 6750, section 2.1), and the network does not matter.
 *
 * <p>Behind a proxy every request comes from the proxy's address, which is usually private. A
 * request with a proxy's header therefore counts as external. Such a header can only take access
 * away, so forging it gains nothing. A proxy that adds no header must not forward these paths.
 */
public class MonitoringFilter extends HttpFilter {
  private static final Set<String> PROXY_HEADERS =
      Set.of(
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "x-original-forwarded-for",
          "cf-connecting-ip",
          "true-client-ip",
          "fastly-client-ip");

  private static final String METRICS = "/metrics";
  private static final String BEARER = "bearer ";

  private static final String PROXY_PREFIX = "x-forwarded";

  private final transient InstallationSettings installation;

  @Inject
  MonitoringFilter(InstallationSettings installation) {
    this.installation = installation;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var token = installation.monitoring().metricsToken();
    if (token.isPresent() && request.getServletPath().startsWith(METRICS)) {
      requireToken(request, response, token.get());
      chain.doFilter(request, response);
    } else if (isInside(request)) {
      chain.doFilter(request, response);
    } else if (request.getServletPath().startsWith("/health")) {
      sendStatusOnly(request, response, chain);
    } else {
      throw new ProblemException(PlatformProblem.ONLY_FROM_INSIDE);
    }
  }

  private static void requireToken(
      HttpServletRequest request, HttpServletResponse response, Secret token) {
    if (!isToken(Optional.ofNullable(request.getHeader("Authorization")), token)) {
      response.setHeader("WWW-Authenticate", "Bearer");
      throw new ProblemException(PlatformProblem.METRICS_TOKEN_WRONG);
    }
  }

  /** Whether a header has the token; takes the same time for every wrong one of its length. */
  static boolean isToken(Optional<String> authorization, Secret token) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip().getBytes(UTF_8))
        .filter(given -> MessageDigest.isEqual(given, token.reveal().getBytes(UTF_8)))
        .isPresent();
  }

  private boolean isInside(HttpServletRequest request) {
    var inside = installation.monitoring().networks();
    return inside.contains(NetworkRange.PUBLIC)
        || (Collections.list(request.getHeaderNames()).stream()
                .noneMatch(MonitoringFilter::isProxyHeader)
            && contains(inside, request.getRemoteAddr()));
  }

  /** Whether proxies add a header of this name; its value does not matter. */
  static boolean isProxyHeader(String header) {
    var name = header.toLowerCase(Locale.ROOT);
    return name.startsWith(PROXY_PREFIX) || PROXY_HEADERS.contains(name);
  }

  private static void sendStatusOnly(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var hidden = new BodilessResponse(response);
    chain.doFilter(request, hidden);
    if (response.isCommitted()) {
      return;
    }
    boolean up = response.getStatus() == HttpServletResponse.SC_OK;
    response.setContentType("application/json");
    response
        .getWriter()
        .print(
            JsonFactory.object()
                .add("status", up ? "UP" : "DOWN")
                .add("checks", JsonFactory.array())
                .build());
  }

  /**
   * Whether an address is in one of the networks.
   *
   * @param address an IP literal; a name is in no network and is not resolved
   */
  static boolean contains(Set<NetworkRange> networks, String address) {
    return networks.contains(NetworkRange.PUBLIC) || networks.contains(NetworkRange.of(address));
  }
}
