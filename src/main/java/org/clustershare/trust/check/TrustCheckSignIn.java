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
 * A person's own ID token for the client that a cluster trusts, asked for when they press a button
 * in the console, whose session keeps none: an authorization code flow with PKCE (RFC 7636) to the
 * console's redirect URI. What has to be remembered until the answer stays in the session; it is
 * good once, for three minutes.
 */
@ApplicationScoped
public class TrustCheckSignIn {
  /** Begins every state of ours, so that answers for the console's own sign-in are told apart. */
  public static final String STATE = "trust-";

  private static final Duration LIFETIME = Duration.ofMinutes(3);

  @Inject private InstallationSettings installation;
  @Inject private CodeExchange codes;
  @Inject private Clock clock;

  /**
   * What somebody waits for.
   *
   * @param client names the OIDC client that it was asked for
   * @param consent the target that the person agreed to, when it had changed; else empty
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

  /** Where the browser has to go for it. */
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
   * The ID token for the code that the issuer sent back.
   *
   * @throws ProblemException when the answer does not belong to what was begun, or the token is
   *     somebody else's
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
