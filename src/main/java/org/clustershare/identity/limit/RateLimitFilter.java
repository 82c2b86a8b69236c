package org.clustershare.identity.limit;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.signin.AuthorizationResponse;
import org.clustershare.oidc.signin.ClientAddress;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.problem.ProblemException;

/**
 * Refuses requests that exceed a {@link RateLimit}, before anything else is done for them: 429 with
 * {@code Retry-After} (RFC 6585, section 4).
 */
public class RateLimitFilter extends HttpFilter {
  private static final String SHARES = "/share";
  private static final String DOWNLOADS = "/download";
  private static final int MAX_LINK_LENGTH = 4_096;

  /** Behind an unknown proxy, one address stands for all of the installation's people. */
  private static final int BEHIND_UNKNOWN_PROXY = 10;

  private final transient RateLimits limits;
  private final CurrentPerson current;
  private final ClientAddress address;

  @Inject
  RateLimitFilter(RateLimits limits, CurrentPerson current, ClientAddress address) {
    this.limits = limits;
    this.current = current;
    this.address = address;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    if (path.equals(InstallationSettings.CALLBACK_PATH) || isAnswer(request, path)) {
      requireOfAddress(RateLimit.SIGN_INS);
    } else if (isOpening(request, path)) {
      requireOfAddress(RateLimit.LINK_OPENINGS);
      limits.require(RateLimit.LINK_OPENINGS, "link " + link(request, path), 1);
    } else if (path.startsWith(DOWNLOADS)
        || path.startsWith(InstallationSettings.KUBECONFIG_PATH + DOWNLOADS)) {
      requireOfAddress(RateLimit.LINK_OPENINGS);
    } else {
      requireOfPerson();
    }
    chain.doFilter(request, response);
  }

  private static boolean isAnswer(HttpServletRequest request, String path) {
    // The query of other methods stays unread: the server would read their body, too.
    return path.equals(InstallationSettings.KUBECONFIG_PATH)
        && request.getMethod().equals("GET")
        && AuthorizationResponse.isOne(request.getParameterMap().keySet());
  }

  private static boolean isOpening(HttpServletRequest request, String path) {
    return path.startsWith(SHARES)
        || (path.equals(InstallationSettings.KUBECONFIG_PATH) && request.getMethod().equals("GET"));
  }

  /** The text that tells a link from others: its token, or the ids of KKP's form. */
  private static String link(HttpServletRequest request, String path) {
    var link =
        path.startsWith(SHARES)
            ? path.substring(SHARES.length())
            : String.join(
                "/",
                parameter(request, "share"),
                parameter(request, "project_id"),
                parameter(request, "cluster_id"),
                parameter(request, "user_id"));
    return link.substring(0, Math.min(link.length(), MAX_LINK_LENGTH));
  }

  private static String parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  private void requireOfPerson() {
    var person = person();
    if (person.isPresent()) {
      limits.require(RateLimit.CALLS, "person " + person.get().key(), 1);
    } else {
      requireOfAddress(RateLimit.CALLS);
    }
  }

  private void requireOfAddress(RateLimit limit) {
    limits.require(
        limit, "address " + address.text(), address.isUnknownProxy() ? BEHIND_UNKNOWN_PROXY : 1);
  }

  /** The person; empty also for an invalid token, which the call itself refuses with a reason. */
  private Optional<Person> person() {
    try {
      return current.find();
    } catch (ProblemException refusedLater) {
      return Optional.empty();
    }
  }
}
