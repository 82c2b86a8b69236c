package org.clustershare.identity.limit;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.signin.AuthorizationResponse;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.kkp.HealthzResource;
import org.clustershare.platform.problem.ProblemException;

/**
 * Refuses requests that exceed a {@link RateLimit}, before anything else is done for them: 429 with
 * {@code Retry-After} (RFC 6585, section 4).
 */
public class RateLimitFilter extends HttpFilter {
  private static final String SHARES = "/share";
  private static final String DOWNLOADS = "/download";
  private static final int MAX_LINK_LENGTH = 4_096;

  /** One address that opens a link all the time must not close it for all others. */
  private static final int ADDRESSES_OF_LINK = 20;

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final transient RateLimits limits;
  private final transient AddressRateLimits addresses;
  private final CurrentPerson current;

  @Inject
  RateLimitFilter(RateLimits limits, AddressRateLimits addresses, CurrentPerson current) {
    this.limits = limits;
    this.addresses = addresses;
    this.current = current;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!HealthzResource.isProbe(request)) {
      require(request, path(request));
    }
    chain.doFilter(request, response);
  }

  /** JAX-RS takes a path with a slash at its end for the same one. */
  private static String path(HttpServletRequest request) {
    var path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private void require(HttpServletRequest request, String path) {
    if (path.equals(InstallationSettings.CALLBACK_PATH) || isAnswer(request, path)) {
      // Only an answer that belongs to its browser counts as a sign-in, see SignInLimit.
      addresses.require(RateLimit.CALLS);
    } else if (isOpening(request, path)) {
      addresses.require(RateLimit.LINK_OPENINGS);
      limits.require(RateLimit.LINK_OPENINGS, "link " + link(request, path), ADDRESSES_OF_LINK);
    } else if (path.startsWith(DOWNLOADS)
        || path.startsWith(InstallationSettings.KUBECONFIG_PATH + DOWNLOADS)) {
      addresses.require(RateLimit.LINK_OPENINGS);
    } else {
      requireOfPerson();
    }
  }

  private static boolean isAnswer(HttpServletRequest request, String path) {
    // The query of other methods stays unread: the server would read their body, too.
    return path.equals(InstallationSettings.KUBECONFIG_PATH)
        && READING.contains(request.getMethod())
        && AuthorizationResponse.isOne(request.getParameterMap().keySet());
  }

  private static boolean isOpening(HttpServletRequest request, String path) {
    return path.startsWith(SHARES)
        || (path.equals(InstallationSettings.KUBECONFIG_PATH)
            && READING.contains(request.getMethod()));
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
      addresses.require(RateLimit.CALLS);
    }
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
