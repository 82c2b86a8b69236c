package org.clustershare.oidc.signin;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.CodeExchange.Begun;
import org.clustershare.oidc.signin.CodeExchange.SignedIn;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemType;

/**
 * The authorization code flow of every sign-in (OpenID Connect Core 1.0, section 3.1), with PKCE
 * S256 (RFC 7636), a nonce and a signed state. Only the browser that started a sign-in completes
 * it, once and within three minutes. The answer must come from the issuer that it was sent to (RFC
 * 9207). Nothing is stored before the answer.
 */
@ApplicationScoped
public class AuthorizationCodeFlow {
  private static final int CLIENT_NAME_LENGTH = 32;
  private static final String VERIFIER = "pkce-verifier";
  private static final String NONCE = "nonce";

  private final OidcSettings oidc;
  private final CodeExchange codes;
  private final StateReplayGuard replayGuard;
  private final Clock clock;

  /**
   * An answer that belongs to a sign-in of its browser, for the first time.
   *
   * @param problems the problem that a person reads for each failure
   */
  public record Accepted(
      SignInState state,
      AuthorizationResponse answer,
      SignInCookie browser,
      Function<SignInFailure, ProblemType> problems) {
    @Override
    public String toString() {
      return "•••";
    }
  }

  @Inject
  AuthorizationCodeFlow(
      OidcSettings oidc, CodeExchange codes, StateReplayGuard replayGuard, Clock clock) {
    this.oidc = oidc;
    this.codes = codes;
    this.replayGuard = replayGuard;
    this.clock = clock;
  }

  /** Returns a new state of a sign-in at a client. */
  public SignInState state(SignInKind kind, RelyingParty client, Map<String, String> details) {
    return new SignInState(kind, RandomIds.token(), clientName(client), details, clock.instant());
  }

  /** Returns the address of the provider's page for a sign-in (section 3.1.2.1). */
  public URI authorizationRequest(RelyingParty client, SignInState state, SignInCookie browser) {
    return request(client, state, browser).build().toURI();
  }

  /** Returns the same address with the email of the person who is expected to sign in. */
  public URI authorizationRequest(
      RelyingParty client, SignInState state, SignInCookie browser, String email) {
    return request(client, state, browser).loginHint(email).build().toURI();
  }

  /** Returns the address of a console sign-in without its state, for an operator to read. */
  public URI example(RelyingParty client) {
    return request(client, SignInKind.CONSOLE, scope(client)).build().toURI();
  }

  private AuthenticationRequest.Builder request(
      RelyingParty client, SignInState state, SignInCookie browser) {
    var signIn = begun(state, browser);
    var scope = scope(client);
    boolean offline = state.kind() == SignInKind.SHARE;
    if (offline && client.offlineAccessAsScope()) {
      scope.add("offline_access");
    }
    var request =
        request(client, state.kind(), scope)
            .state(new State(states().sign(state, browser)))
            .nonce(signIn.nonce())
            .codeChallenge(signIn.verifier(), CodeChallengeMethod.S256);
    return offline && !client.offlineAccessAsScope()
        // Google issues a refresh token only with a new consent.
        ? request.customParameter("access_type", "offline").prompt(new Prompt(Prompt.Type.CONSENT))
        : request;
  }

  private AuthenticationRequest.Builder request(RelyingParty client, SignInKind kind, Scope scope) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, scope, new ClientID(client.client().clientId()), redirectUri(kind))
        .endpointURI(client.metadata().getAuthorizationEndpointURI());
  }

  private static Scope scope(RelyingParty client) {
    return new Scope(client.scopes().toArray(String[]::new));
  }

  /**
   * Accepts an answer, before anything in it is used, even an error.
   *
   * @param browser the secret of the browser that brings the answer
   * @param problems the problem that a person reads for each failure
   * @throws ProblemException one of {@code problems}
   */
  public Accepted accept(
      AuthorizationResponse answer,
      SignInKind kind,
      Optional<SignInCookie> browser,
      Function<SignInFailure, ProblemType> problems) {
    if (!answer.clear()) {
      throw failed(problems, SignInFailure.ANSWER_UNCLEAR);
    }
    // The time is checked before the cookie: browsers drop an expired cookie, and its absence would
    // look like another browser.
    if (states()
        .open(answer.state(), kind)
        .filter(state -> state.isExpired(clock.instant()))
        .isPresent()) {
      throw failed(problems, SignInFailure.EXPIRED);
    }
    var secret = browser.orElseThrow(() -> failed(problems, SignInFailure.STATE_WRONG));
    var state =
        states()
            .open(answer.state(), kind, secret)
            .filter(opened -> !opened.isExpired(clock.instant()))
            .orElseThrow(() -> failed(problems, SignInFailure.STATE_WRONG));
    if (!replayGuard.use(state.id())) {
      throw failed(problems, SignInFailure.REPLAYED);
    }
    return new Accepted(state, answer, secret, problems);
  }

  /**
   * Redeems the code of an accepted answer at the client of its state.
   *
   * @throws ProblemException the kind's problem for a failure, {@link
   *     IdentityProblem#ISSUER_MIXED_UP}, {@link IdentityProblem#SIGN_IN_REFUSED}, or a problem of
   *     {@link CodeExchange#redeem}
   */
  public SignedIn redeem(RelyingParty client, Accepted accepted) {
    var state = accepted.state();
    var answer = accepted.answer();
    if (!state.client().equals(clientName(client))) {
      throw failed(accepted.problems(), SignInFailure.CLIENT_CHANGED);
    }
    client.requireIssuer(answer.iss());
    if (answer.refusal().isPresent()) {
      throw new ProblemException(IdentityProblem.SIGN_IN_REFUSED, answer.refusal().get());
    }
    var code =
        answer.code().orElseThrow(() -> failed(accepted.problems(), SignInFailure.CODE_MISSING));
    return codes.redeem(client, code, begun(state, accepted.browser()));
  }

  /** Returns the values that bind a code and an ID token to a sign-in; each call the same. */
  private Begun begun(SignInState state, SignInCookie browser) {
    var key = oidc.cookieHashKey();
    var suffix = "-" + state.kind().key();
    return new Begun(
        redirectUri(state.kind()),
        new CodeVerifier(browser.derive(key, VERIFIER + suffix, state.id())),
        new Nonce(browser.derive(key, NONCE + suffix, state.id())));
  }

  private URI redirectUri(SignInKind kind) {
    return kind == SignInKind.SHARE ? oidc.redirectUri() : oidc.consoleRedirectUri();
  }

  private static String clientName(RelyingParty client) {
    return client.client().fingerprint().substring(0, CLIENT_NAME_LENGTH);
  }

  /** Returns the signer and verifier of states and restart tokens. */
  public SignInStates states() {
    return new SignInStates(oidc.cookieHashKey());
  }

  private static ProblemException failed(
      Function<SignInFailure, ProblemType> problems, SignInFailure failure) {
    return new ProblemException(problems.apply(failure));
  }
}
