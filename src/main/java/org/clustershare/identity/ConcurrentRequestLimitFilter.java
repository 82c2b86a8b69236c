package org.clustershare.identity;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.clustershare.oidc.signin.ClientAddress;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.kkp.HealthzResource;
import org.clustershare.platform.problem.ProblemException;

/**
 * Limits the concurrent requests of one person to 64, so that a person with a slow cluster cannot
 * occupy all of the server's 200 threads. Anonymous requests from one network address share a limit
 * of 100. Behind a proxy that {@code trusted-proxies} does not name, these are all anonymous
 * requests; they take milliseconds, so few run at the same time.
 */
public class ConcurrentRequestLimitFilter extends HttpFilter {
  private static final int MAX_PER_PERSON = 64;
  private static final int MAX_PER_ADDRESS = 100;

  private final transient CurrentPerson current;
  private final transient ClientAddress address;

  private final transient Map<Key, Integer> inFlight = new ConcurrentHashMap<>();

  /** A person by email, or a network address, whose requests are counted. */
  private record Key(boolean person, String name) {}

  @Inject
  ConcurrentRequestLimitFilter(CurrentPerson current, ClientAddress address) {
    this.current = current;
    this.address = address;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (HealthzResource.isProbe(request)) {
      chain.doFilter(request, response);
    } else {
      limited(request, response, chain);
    }
  }

  private void limited(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var key =
        person()
            .map(known -> new Key(true, known.key()))
            .orElseGet(() -> new Key(false, address.text()));
    try {
      int now = inFlight.merge(key, 1, Integer::sum);
      if (key.person() && now > MAX_PER_PERSON) {
        throw new ProblemException(IdentityProblem.TOO_MANY_AT_ONCE, MAX_PER_PERSON);
      }
      if (now > MAX_PER_ADDRESS) {
        throw new ProblemException(IdentityProblem.TOO_MANY_FROM_ADDRESS, MAX_PER_ADDRESS);
      }
      chain.doFilter(request, response);
    } finally {
      inFlight.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
    }
  }

  /**
   * The person, if the request has one; empty also for an invalid token, which the call itself
   * refuses with a reason.
   */
  private Optional<Person> person() {
    try {
      return current.find();
    } catch (ProblemException refusedLater) {
      return Optional.empty();
    }
  }
}
