package org.clustershare.trust.check;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.signin.CodeExchange;
import org.clustershare.oidc.signin.CodeExchange.Begun;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.problem.ProblemException;

/**
 * Sign-in that gets a person's own ID token for the client that a cluster trusts. A button in the
 * console starts it, because the console's session stores no token. It is an authorization code
 * flow with PKCE (RFC 7636) to the console's redirect URI. The session holds the sign-in's data
 * until the answer; they are valid once, for three minutes.
 */
@ApplicationScoped
public class TrustCheckSignIn {
  /**
   * Prefix of each state of a trust check, which distinguishes its answers from those of the
   * console's sign-in.
   */
  public static final String STATE = "trust-";

  private static final Duration LIFETIME = Duration.ofMinutes(3);

  @Inject private InstallationSettings installation;
  @Inject private CodeExchange codes;
  @Inject private Clock clock;

  /**
   * A sign-in that waits for its answer.
   *
   * @param client the fingerprint of the OIDC client whose token it requests
   * @param consent the target that the person agreed to, if it had changed; else empty
   */
  public record Pending(
      String state,
      String nonce,
      String verifier,
      String personKey,
      String projectId,
      String clusterId,
      String client,
      String consent,
      Instant until)
      implements Serializable {
    @Override
    public String toString() {
      return "Pending[cluster=" + clusterId + "]";
    }
  }

  public Pending begin(
      RelyingParty client, Person person, String projectId, String clusterId, String consent) {
    return new Pending(
        STATE + RandomIds.token(),
        RandomIds.token(),
        RandomIds.token(),
        person.key(),
        projectId,
        clusterId,
        client.client().fingerprint(),
        consent,
        clock.instant().plus(LIFETIME));
  }

  /** Returns the address of the authorization request, to which the browser goes. */
  public URI authorization(RelyingParty client, Pending pending, String email) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            Scope.parse(client.scopes()),
            new ClientID(client.client().clientId()),
            redirectUri())
        .endpointURI(client.metadata().getAuthorizationEndpointURI())
        .state(new State(pending.state()))
        .nonce(new Nonce(pending.nonce()))
        .codeChallenge(new CodeVerifier(pending.verifier()), CodeChallengeMethod.S256)
        .loginHint(email)
        .build()
        .toURI();
  }

  /**
   * Redeems the issuer's code and returns the ID token.
   *
   * @throws ProblemException if the answer does not belong to the sign-in, or the token names
   *     another person
   */
  public Secret redeem(
      RelyingParty client, Pending pending, String state, String code, Optional<String> iss) {
    if (!pending.state().equals(state)
        || !pending.client().equals(client.client().fingerprint())
        || clock.instant().isAfter(pending.until())) {
      throw new ProblemException(TrustProblem.TRUST_SIGN_IN_WRONG);
    }
    client.requireAnswerFrom(iss);
    var signedIn =
        codes.redeem(
            client,
            code,
            new Begun(
                redirectUri(), new CodeVerifier(pending.verifier()), new Nonce(pending.nonce())));
    if (!signedIn.person().key().equals(pending.personKey())) {
      throw new ProblemException(TrustProblem.TRUST_ANOTHER_PERSON, signedIn.person().email());
    }
    return signedIn.idToken();
  }

  private URI redirectUri() {
    return URI.create(installation.baseUrl() + "/callback");
  }
}
