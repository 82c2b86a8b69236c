package org.clustershare.identity.boundary;

import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.clustershare.identity.control.Issuer;
import org.clustershare.identity.control.People;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.settings.Secret;
import org.clustershare.platform.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.config.Config;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.http.callback.NoParameterCallbackUrlResolver;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.profile.OidcProfile;

/** The code flow by which people sign in to the console, as pac4j runs it. */
@ApplicationScoped
class ConsoleSignIn {
  static final String CALLBACK_PATH = "/callback";
  static final String CLIENT = "issuer";

  @Inject private Settings settings;
  @Inject private Issuer issuer;
  @Inject private People people;

  private @Nullable Config config;

  /**
   * The configuration; made when it is first needed, because that asks the issuer, which may be
   * down when we start.
   */
  synchronized Config config() {
    if (config == null) {
      config = make();
    }
    return config;
  }

  private Config make() {
    // Asked first: when the provider is down, this gives the problem that people can read.
    var scopes = String.join(" ", issuer.scopes());
    var oidc = new OidcConfiguration();
    oidc.setClientId(settings.oidc().clientId());
    oidc.setSecret(settings.oidc().clientSecret().map(Secret::reveal).orElse(null));
    oidc.setDiscoveryURI(settings.oidc().issuerUrl() + "/.well-known/openid-configuration");
    oidc.setSslSocketFactory(issuer.socketFactory());
    oidc.setScope(scopes);
    oidc.setUseNonce(true);
    oidc.setPkceMethod(CodeChallengeMethod.S256);
    oidc.setMaxClockSkew(60);
    var client = new OidcClient(oidc);
    client.setName(CLIENT);
    client.setCallbackUrl(settings.baseUrl() + CALLBACK_PATH);
    // The redirect URI that the provider knows has no parameter behind it.
    client.setCallbackUrlResolver(new NoParameterCallbackUrlResolver());
    client.addAuthorizationGenerator(this::withoutTokens);
    var made = new Config(settings.baseUrl() + CALLBACK_PATH, client);
    client.init();
    return made;
  }

  private UserProfile remembered(Person person) {
    people.seen(person);
    return ConsoleSession.profile(person);
  }

  /** Keeps the person and forgets the tokens; checks the ID token as the API does. */
  private Optional<UserProfile> withoutTokens(CallContext context, UserProfile profile) {
    return Optional.of(profile)
        .filter(OidcProfile.class::isInstance)
        .map(found -> issuer.verify(((OidcProfile) found).getIdTokenString(), Optional.empty()))
        .map(this::remembered);
  }
}
