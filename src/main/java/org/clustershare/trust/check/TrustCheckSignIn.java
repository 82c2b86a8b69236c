package org.clustershare.trust.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.identity.session.ConsoleSessions;
import org.clustershare.oidc.signin.AuthorizationCodeFlow;
import org.clustershare.oidc.signin.AuthorizationCodeFlow.Accepted;
import org.clustershare.oidc.signin.AuthorizationResponse;
import org.clustershare.oidc.signin.SignInCompletion;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.oidc.signin.SignInKind;
import org.clustershare.oidc.signin.SignInState;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Sign-in that gets a person's own ID token for the client that a cluster trusts. A button in the
 * console starts it, because the console's session stores no token. The token lives only as long as
 * the request that brings it.
 *
 * <p>The secret that binds the state derives from the console session's. So only the session that
 * started a check completes it, a sign-out ends it, and the state names no person.
 */
@ApplicationScoped
public class TrustCheckSignIn implements SignInCompletion {
  private static final String PURPOSE = "trust-check";
  private static final String PROJECT = "project";
  private static final String CLUSTER = "cluster";
  private static final String CONSENT = "consent";

  private final CurrentPerson current;
  private final TrustChecks trustChecks;
  private final AuthorizationCodeFlow flow;
  private final ConsoleSessions sessions;

  @Inject
  TrustCheckSignIn(
      CurrentPerson current,
      TrustChecks trustChecks,
      AuthorizationCodeFlow flow,
      ConsoleSessions sessions) {
    this.current = current;
    this.trustChecks = trustChecks;
    this.flow = flow;
    this.sessions = sessions;
  }

  @Override
  public SignInKind kind() {
    return SignInKind.TRUST_CHECK;
  }

  /**
   * Starts a check of a cluster by the current person.
   *
   * @param consent the target to which the person consents, if it had changed; else empty text
   * @param request of the person's console session
   * @return the address of the issuer's page, to which the browser goes
   */
  public URI start(String projectId, String clusterId, String consent, HttpServletRequest request) {
    var person = current.require();
    trustChecks.requireMayCheck(person, projectId, clusterId, consent);
    var client = trustChecks.client(person, projectId, clusterId);
    var details = Map.of(PROJECT, projectId, CLUSTER, clusterId, CONSENT, consent);
    var secret =
        secret(request).orElseThrow(() -> new ProblemException(IdentityProblem.SESSION_ENDED));
    return flow.authorizationRequest(
        client, flow.state(kind(), client, details), secret, person.email());
  }

  /** Checks the cluster with the token of the answer, and leads to the cluster's trust page. */
  @Override
  public void complete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var answer = AuthorizationResponse.of(request);
    try {
      var accepted =
          flow.accept(answer, kind(), secret(request), failure -> TrustProblem.TRUST_SIGN_IN_WRONG);
      check(accepted);
      response.sendRedirect(request.getContextPath() + page(accepted.state()));
    } catch (ProblemException e) {
      throw flow.states()
          .open(answer.state(), kind())
          .map(state -> e.withRestartLink(page(state)))
          .orElse(e);
    }
  }

  private void check(Accepted accepted) {
    var state = accepted.state();
    var person = current.require();
    var client = trustChecks.client(person, state.detail(PROJECT), state.detail(CLUSTER));
    var signedIn = flow.redeem(client, accepted);
    if (!signedIn.person().key().equals(person.key())) {
      throw new ProblemException(TrustProblem.TRUST_ANOTHER_PERSON, signedIn.person().email());
    }
    trustChecks.check(
        person,
        state.detail(PROJECT),
        state.detail(CLUSTER),
        signedIn.idToken(),
        state.detail(CONSENT));
  }

  private Optional<SignInCookie> secret(HttpServletRequest request) {
    return sessions
        .find(request)
        .map(session -> new SignInCookie(session.secret().derive(PURPOSE)));
  }

  private static String page(SignInState state) {
    return "/console/trust/%s/%s".formatted(state.detail(PROJECT), state.detail(CLUSTER));
  }
}
