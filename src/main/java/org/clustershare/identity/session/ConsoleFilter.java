package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.UnsentForm;

/**
 * Filter before the console. It sends people without a session to the issuer and back to the
 * console, and accepts only forms that a page of their session sent.
 */
public class ConsoleFilter extends HttpFilter {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

  private final transient ConsoleSessions sessions;
  private final transient FormCheck forms;
  private final transient ConsoleSignIn signIn;
  private final transient PersonDirectory personDirectory;

  @Inject
  ConsoleFilter(
      ConsoleSessions sessions,
      FormCheck forms,
      ConsoleSignIn signIn,
      PersonDirectory personDirectory) {
    this.sessions = sessions;
    this.forms = forms;
    this.signIn = signIn;
    this.personDirectory = personDirectory;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean safe = SAFE_METHODS.contains(request.getMethod());
    var session = sessions.find(request).filter(found -> personDirectory.isCurrent(found.person()));
    if (session.isPresent()) {
      if (!safe) {
        forms.require(request, session.get(), PlatformProblem.PAGE_EXPIRED);
        forms.requireSamePerson(request, session.get());
      }
      chain.doFilter(request, response);
    } else if (safe) {
      signIn.start(request, response);
    } else {
      throw sessionEnded(request);
    }
  }

  /** A sign-in would lead to the page and silently lose the form's input. */
  private ProblemException sessionEnded(HttpServletRequest request) throws IOException {
    // A page of another site must not place its form into ours, where a person then sends it.
    if (forms.isOwn(request)) {
      UnsentForm.keep(request, FormCheck.FIELD);
    }
    return new ProblemException(IdentityProblem.SESSION_ENDED).withRestartLink(HomeServlet.CONSOLE);
  }
}
