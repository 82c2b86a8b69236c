package org.clustershare.trust.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.issuer.ProviderError;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.trust.check.TrustCheckSignIn;
import org.clustershare.trust.check.TrustCheckSignIn.Pending;
import org.clustershare.trust.check.TrustChecks;
import org.clustershare.trust.check.TrustProblem;

/**
 * Takes the issuer's answers for {@link TrustCheckSignIn} at the console's redirect URI, so that
 * the provider has to know no further one. The token lives as long as this request.
 */
public class TrustAnswerFilter extends HttpFilter {
  public static final String PENDING = "org.clustershare.trust.pending";

  @Inject private transient CurrentPerson current;
  @Inject private transient TrustCheckSignIn fresh;
  @Inject private transient TrustChecks trustChecks;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var state = Optional.ofNullable(request.getParameter("state")).orElse("");
    if (!state.startsWith(TrustCheckSignIn.STATE)) {
      chain.doFilter(request, response);
      return;
    }
    if (request.getParameterMap().values().stream().anyMatch(values -> values.length > 1)) {
      throw new ProblemException(TrustProblem.TRUST_SIGN_IN_WRONG);
    }
    var pending = pending(request, state);
    try {
      finish(request, pending);
    } catch (ProblemException e) {
      throw e.withRestartLink(page(pending));
    }
    response.sendRedirect(request.getContextPath() + page(pending));
  }

  private static String page(Pending pending) {
    return "/console/trust/%s/%s".formatted(pending.projectId(), pending.clusterId());
  }

  private void finish(HttpServletRequest request, Pending pending) {
    var person = current.require();
    var client = trustChecks.client(person, pending.projectId(), pending.clusterId());
    var iss = Optional.ofNullable(request.getParameter("iss"));
    client.requireAnswerFrom(iss);
    var error = request.getParameter("error");
    if (error != null) {
      throw new ProblemException(
          IdentityProblem.SIGN_IN_REFUSED,
          ProviderError.describe(error, request.getParameter("error_description")));
    }
    var token =
        fresh.redeem(
            client,
            pending,
            pending.state(),
            Optional.ofNullable(request.getParameter("code")).orElse(""),
            iss);
    trustChecks.check(person, pending.projectId(), pending.clusterId(), token, pending.consent());
  }

  /**
   * What waits for this state, given out once. What waits for another one goes on waiting: anybody
   * can make a browser open an address with a state.
   */
  private static Pending pending(HttpServletRequest request, String state) {
    var session = request.getSession(false);
    if (session == null
        || !(session.getAttribute(PENDING) instanceof Pending pending)
        || !pending.state().equals(state)) {
      throw new ProblemException(TrustProblem.TRUST_SIGN_IN_WRONG);
    }
    session.removeAttribute(PENDING);
    return pending;
  }
}
