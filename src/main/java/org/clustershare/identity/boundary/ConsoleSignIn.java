package org.clustershare.identity.boundary;

import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.identity.control.CodeExchange;
import org.clustershare.identity.control.CodeExchange.Begun;
import org.clustershare.identity.control.IdentityProblem;
import org.clustershare.identity.control.Issuer;
import org.clustershare.identity.control.People;
import org.clustershare.platform.Ids;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Secret;
import org.clustershare.platform.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.config.Config;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.http.callback.NoParameterCallbackUrlResolver;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.credentials.OidcCredentials;

/**
 * The code flow by which people sign in to the console. pac4j keeps state, nonce and verifier in
 * the session and checks the state; the code is changed and the ID token checked where those of
 * shares are, with the same limits.
 */
@ApplicationScoped
class ConsoleSignIn {
  static final String CALLBACK_PATH = "/callback";
  static final String CLIENT = "issuer";

  @Inject private Settings settings;
  @Inject private Issuer issuer;
  @Inject private CodeExchange codes;
  @Inject private People people;
  @Inject private Clock clock;

  private @Nullable Made made;

  private record Made(OIDCProviderMetadata metadata, Config config, OidcClient client) {}

  /**
   * The configuration; made when it is first needed, because that asks the issuer, which may be
   * down when we start, and anew when the issuer says something new of itself.
   */
  Config config() {
    return made().config();
  }

  /** Whether this browser's session began a sign-in with this state. */
  boolean began(HttpServletRequest request, @Nullable String state) {
    return state != null
        && Optional.ofNullable(request.getSession(false))
            .map(session -> session.getAttribute(made().client().getStateSessionAttributeName()))
            .filter(kept -> kept.toString().equals(state))
            .isPresent();
  }

  private synchronized Made made() {
    // Asked first: when the provider is down, this gives the problem that people can read.
    var metadata = issuer.metadata();
    if (made == null || made.metadata() != metadata) {
      made = make(metadata);
    }
    return made;
  }

  private Made make(OIDCProviderMetadata metadata) {
    var oidc = new OidcConfiguration();
    oidc.setClientId(settings.oidc().clientId());
    oidc.setSecret(settings.oidc().clientSecret().map(Secret::reveal).orElse(null));
    oidc.setDiscoveryURI(settings.oidc().issuerUrl() + "/.well-known/openid-configuration");
    oidc.setOpMetadataResolver(KnownProvider.of(oidc, metadata));
    oidc.setScope(String.join(" ", issuer.scopes()));
    oidc.setUseNonce(true);
    // pac4j's own has 40 bits.
    oidc.setStateGenerator(context -> Ids.token());
    oidc.setPkceMethod(CodeChallengeMethod.S256);
    var client = new OidcClient(oidc);
    client.setName(CLIENT);
    client.setCallbackUrl(settings.baseUrl() + CALLBACK_PATH);
    // The redirect URI that the provider knows has no parameter behind it.
    client.setCallbackUrlResolver(new NoParameterCallbackUrlResolver());
    client.setAuthenticator((context, credentials) -> signedIn(client, context, credentials));
    client.setProfileCreator(
        (context, credentials) -> Optional.ofNullable(credentials.getUserProfile()));
    var config = new Config(settings.baseUrl() + CALLBACK_PATH, client);
    client.init();
    return new Made(metadata, config, client);
  }

  /** Keeps the person and forgets the tokens. */
  private Optional<Credentials> signedIn(
      OidcClient client, CallContext context, Credentials credentials) {
    var code =
        Optional.of(credentials)
            .filter(OidcCredentials.class::isInstance)
            .map(given -> ((OidcCredentials) given).getCode())
            .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED));
    var begun =
        new Begun(
            URI.create(settings.baseUrl() + CALLBACK_PATH),
            new CodeVerifier(taken(context, client.getCodeVerifierSessionAttributeName())),
            new Nonce(taken(context, client.getNonceSessionAttributeName())));
    var person = codes.redeem(code, begun).person();
    people.seen(person);
    credentials.setUserProfile(ConsoleSession.profile(person, clock.instant()));
    return Optional.of(credentials);
  }

  /** What the session kept when the sign-in began; it serves once. */
  private static String taken(CallContext context, String name) {
    var session = context.sessionStore();
    var value =
        session
            .get(context.webContext(), name)
            .map(
                kept ->
                    kept instanceof CodeVerifier verifier ? verifier.getValue() : kept.toString())
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED));
    session.set(context.webContext(), name, "");
    return value;
  }
}
