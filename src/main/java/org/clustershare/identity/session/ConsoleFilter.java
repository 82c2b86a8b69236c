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

/** Filter that sends people without a console session to the issuer and back to the console. */
public class ConsoleFilter extends HttpFilter {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

  private final transient Clock clock;

  private final transient ConsoleSignIn signIn;

  private final transient PersonDirectory personDirectory;

  @Inject
  ConsoleFilter(Clock clock, ConsoleSignIn signIn, PersonDirectory personDirectory) {
    this.clock = clock;
    this.signIn = signIn;
    this.personDirectory = personDirectory;
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
    // An expired session, or that of a person who lost the address, ends here.
    ConsoleSession.leave(request);
    if (!SAFE_METHODS.contains(request.getMethod())) {
      // A sign-in would lead to the page and silently lose the form's input.
      throw new ProblemException(IdentityProblem.SESSION_ENDED)
          .withRestartLink(HomeServlet.CONSOLE);
    }
    signIn.start(request, response);
  }
}
