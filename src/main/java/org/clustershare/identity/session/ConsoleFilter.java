package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;
import org.pac4j.jee.filter.SecurityFilter;

/** Sends people who are not signed in from the console to the issuer and back. */
public class ConsoleFilter extends HttpFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  @SuppressWarnings("NullAway.Init")
  private transient Clock clock;

  @SuppressWarnings("NullAway.Init")
  private transient ConsoleSignIn signIn;

  @SuppressWarnings("NullAway.Init")
  private transient PersonDirectory personDirectory;

  /** A test gives another clock. */
  @Inject
  void use(Clock given, ConsoleSignIn console, PersonDirectory known) {
    this.clock = given;
    this.signIn = console;
    this.personDirectory = known;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (ConsoleSession.person(request, clock.instant())
        .filter(personDirectory::isCurrent)
        .isPresent()) {
      chain.doFilter(request, response);
      return;
    }
    // pac4j knows no end of a session, and nothing of an account that lost its address. It would
    // let the person pass whom this filter refuses.
    ConsoleSession.leave(request);
    if (!READING.contains(request.getMethod())) {
      // A sign-in would lead to the page without what was typed, and without a word.
      throw new ProblemException(IdentityProblem.SESSION_ENDED)
          .withRestartLink(HomeServlet.CONSOLE);
    }
    // "none": every authorization and CSRF matter is ours or Faces', not pac4j's.
    new SecurityFilter(signIn.config(), ConsoleSignIn.CLIENT, "none", "none")
        .doFilter(request, response, chain);
  }
}
