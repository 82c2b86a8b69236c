package org.clustershare.identity.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.identity.control.IdentityProblem;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.problem.ProblemException;

/**
 * Lets nobody have more than 64 requests under way at once, so that one person with a slow cluster
 * cannot hold all of the server's threads.
 */
public class PersonLimit extends HttpFilter {
  private static final int MOST = 64;

  @Inject private transient CurrentPerson current;

  private final transient Map<String, Integer> underWay = new ConcurrentHashMap<>();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var key = key();
    if (key.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    try {
      if (underWay.merge(key, 1, Integer::sum) > MOST) {
        response.setHeader("Retry-After", "1");
        throw new ProblemException(IdentityProblem.TOO_MANY_AT_ONCE, MOST);
      }
      chain.doFilter(request, response);
    } finally {
      underWay.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** Empty for nobody, and for somebody whose token will be refused where it is needed. */
  private String key() {
    try {
      return current.find().map(Person::key).orElse("");
    } catch (ProblemException toldLater) {
      return "";
    }
  }
}
