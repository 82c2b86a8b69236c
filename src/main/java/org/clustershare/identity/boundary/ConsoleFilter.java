package org.clustershare.identity.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.clustershare.identity.control.People;
import org.pac4j.jee.filter.SecurityFilter;

/** Sends people who are not signed in from the console to the issuer and back. */
public class ConsoleFilter extends HttpFilter {
  @Inject private transient Clock clock;
  @Inject private transient ConsoleSignIn signIn;
  @Inject private transient People people;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (ConsoleSession.person(request, clock.instant()).filter(people::isCurrent).isPresent()) {
      chain.doFilter(request, response);
      return;
    }
    // Else the session of an account that lost its address would go on where it stopped.
    ConsoleSession.leave(request);
    // "none": every authorization and CSRF matter is ours or Faces', not pac4j's.
    new SecurityFilter(signIn.config(), ConsoleSignIn.CLIENT, "none", "none")
        .doFilter(request, response, chain);
  }
}
