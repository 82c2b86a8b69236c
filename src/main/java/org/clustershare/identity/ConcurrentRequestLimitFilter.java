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
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;

/**
 * Limits the requests that one person has under way to 64, so that a person with a slow cluster
 * cannot hold all of the server's 200 threads. People who have not signed in have 100 together with
 * all others of their network address; behind a proxy that is everybody without a sign-in. Their
 * requests take milliseconds, so that few are ever under way at once.
 */
public class ConcurrentRequestLimitFilter extends HttpFilter {
  private static final int MAX_PER_PERSON = 64;
  private static final int MAX_PER_ADDRESS = 100;

  @Inject private transient CurrentPerson current;

  private final transient Map<Key, Integer> inFlight = new ConcurrentHashMap<>();

  /** Who is counted: a person by email, or a network address. */
  private record Key(boolean person, String name) {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var key =
        person()
            .map(known -> new Key(true, known.key()))
            .orElseGet(() -> new Key(false, request.getRemoteAddr()));
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

  /** Empty, too, where the token will be refused: the call says why. */
  private Optional<Person> person() {
    try {
      return current.find();
    } catch (ProblemException toldLater) {
      return Optional.empty();
    }
  }
}
