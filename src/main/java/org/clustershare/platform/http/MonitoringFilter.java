package org.clustershare.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Keeps {@code /metrics}, {@code /openapi} and the details of {@code /health} to the networks of
 * {@code monitoring-networks}. Others get the status of {@code /health} alone, which load balancers
 * and kubelets need.
 *
 * <p>Behind a proxy every request comes from the proxy's address, which is usually a private one.
 * So a request that a proxy marked as forwarded counts as one from outside: the mark can only
 * close, and a person who forges it loses. A proxy that marks nothing must not pass these addresses
 * on.
 */
public class MonitoringFilter extends HttpFilter {
  private static final Set<String> MARKS_OF_PROXIES =
      Set.of(
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "x-original-forwarded-for",
          "cf-connecting-ip",
          "true-client-ip",
          "fastly-client-ip");

  private static final String FORWARDED = "x-forwarded";

  /** IPv4 in digits, or IPv6, which has a colon: InetAddress asks no name server for these. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[^:]{0,4}:.{1,60}");

  @Inject private transient InstallationSettings installation;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isInside(request)) {
      chain.doFilter(request, response);
    } else if (request.getServletPath().startsWith("/health")) {
      statusAlone(request, response, chain);
    } else {
      throw new ProblemException(PlatformProblem.ONLY_FROM_INSIDE);
    }
  }

  private boolean isInside(HttpServletRequest request) {
    var inside = installation.monitoringNetworks();
    return inside.contains(NetworkRange.PUBLIC)
        || (Collections.list(request.getHeaderNames()).stream()
                .noneMatch(MonitoringFilter::isMarkOfAProxy)
            && contain(inside, request.getRemoteAddr()));
  }

  /** Whether a header of this name is one that proxies add, whatever it says. */
  static boolean isMarkOfAProxy(String header) {
    var name = header.toLowerCase(Locale.ROOT);
    return name.startsWith(FORWARDED) || MARKS_OF_PROXIES.contains(name);
  }

  private static void statusAlone(
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
   * @param address as digits; a name is in none of them, and is not looked up
   */
  static boolean contain(Set<NetworkRange> networks, String address) {
    return networks.contains(NetworkRange.PUBLIC) || networks.contains(range(address));
  }

  private static NetworkRange range(String address) {
    if (!LITERAL.matcher(address).matches()) {
      return NetworkRange.PUBLIC;
    }
    try {
      return range(InetAddress.getByName(address));
    } catch (UnknownHostException noAddress) {
      return NetworkRange.PUBLIC;
    }
  }

  private static NetworkRange range(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return NetworkRange.LOOPBACK;
    }
    var bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    boolean uniqueLocal = bytes.length == 16 && (first & 0xfe) == 0xfc;
    boolean sharedSpace = bytes.length == 4 && first == 100 && (bytes[1] & 0xc0) == 0x40;
    // Java calls those of RFC 1918 site-local.
    return address.isSiteLocalAddress()
            || address.isLinkLocalAddress()
            || uniqueLocal
            || sharedSpace
        ? NetworkRange.PRIVATE
        : NetworkRange.PUBLIC;
  }
}
