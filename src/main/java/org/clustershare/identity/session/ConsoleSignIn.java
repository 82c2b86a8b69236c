package org.clustershare.identity.session;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.signin.CodeExchange;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.http.LocationFilter;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.adapter.FrameworkAdapter;
import org.pac4j.core.config.Config;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.engine.DefaultCallbackLogic;
import org.pac4j.core.engine.DefaultSecurityLogic;
import org.pac4j.core.exception.http.RedirectionAction;
import org.pac4j.core.http.callback.NoParameterCallbackUrlResolver;
import org.pac4j.core.util.HttpActionHelper;
import org.pac4j.jee.context.JEEContext;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.credentials.OidcCredentials;

/**
 * Authorization code flow for the console, run by pac4j. The data that pac4j would store in a
 * session before the sign-in travels with the browser instead ({@link ConsoleSignInAttempt}), so
 * anonymous visitors cannot fill the memory. {@link CodeExchange} redeems the code and verifies the
 * ID token, as for shares and with the same limits.
 */
@ApplicationScoped
class ConsoleSignIn {
  static final String CALLBACK_PATH = "/callback";
  static final String CLIENT = "issuer";

  @Inject private InstallationSettings installation;
  @Inject private OidcSettings oidc;
  @Inject private Issuer issuer;
  @Inject private ConsoleSignInAttempt attempt;
  @Inject private CodeExchange codes;
  @Inject private PersonDirectory personDirectory;
  @Inject private Clock clock;

  private @Nullable VersionedConfig latest;

  private record VersionedConfig(OIDCProviderMetadata metadata, Config config) {}

  /**
   * Returns pac4j's configuration. It is created at the first use, because it needs the issuer's
   * metadata, and the issuer may be down at the start. It is created again when the metadata
   * changes.
   */
  Config config() {
    return latest().config();
  }

  private synchronized VersionedConfig latest() {
    // Requested first: if the provider is down, this throws the problem that people can read.
    var metadata = issuer.metadata();
    if (latest == null || !latest.metadata().equals(metadata)) {
      latest = create(metadata);
    }
    return latest;
  }

  private VersionedConfig create(OIDCProviderMetadata metadata) {
    var configuration = new OidcConfiguration();
    configuration.setClientId(oidc.clientId());
    configuration.setSecret(oidc.clientSecret().map(Secret::reveal).orElse(null));
    configuration.setDiscoveryURI(oidc.issuerUrl() + "/.well-known/openid-configuration");
    configuration.setOpMetadataResolver(KnownProvider.of(configuration, metadata));
    var client = new OidcClient(configuration);
    client.setName(CLIENT);
    client.setCallbackUrl(installation.baseUrl() + CALLBACK_PATH);
    // The redirect URI that is registered at the provider has no parameter.
    client.setCallbackUrlResolver(new NoParameterCallbackUrlResolver());
    // pac4j's check would store a failure in a session and refuse the person's next attempt.
    client.setCheckAuthenticationAttempt(false);
    client.setRedirectionActionBuilder(this::begin);
    client.setCredentialsExtractor(ConsoleSignIn::extractCode);
    client.setAuthenticator(this::authenticate);
    client.setProfileCreator(
        (context, credentials) -> Optional.ofNullable(credentials.getUserProfile()));
    var config = new Config(installation.baseUrl() + CALLBACK_PATH, client);
    config.setSecurityLogic(new DefaultSecurityLogic().setSavedRequestHandler(new RequestedPage()));
    config.setCallbackLogic(new DefaultCallbackLogic().setSavedRequestHandler(new RequestedPage()));
    // Otherwise only pac4j's filter does that. An answer can be the first request of a sign-in, or
    // with new metadata, that an instance sees.
    FrameworkAdapter.INSTANCE.applyDefaultSettingsIfUndefined(config);
    client.init();
    return new VersionedConfig(metadata, config);
  }

  private Optional<RedirectionAction> begin(CallContext context) {
    var beginning = attempt.begin(request(context));
    LocationFilter.permit(request(context), beginning.authorization());
    context.webContext().addResponseCookie(beginning.cookie());
    return Optional.of(
        HttpActionHelper.buildRedirectUrlAction(
            context.webContext(), beginning.authorization().toString()));
  }

  /** Returns the code of an answer whose state has already been verified. */
  private static Optional<Credentials> extractCode(CallContext context) {
    var credentials = new OidcCredentials();
    credentials.setCode(
        context
            .webContext()
            .getRequestParameter("code")
            .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED)));
    return Optional.of(credentials);
  }

  /** Stores the person and drops the tokens. */
  private Optional<Credentials> authenticate(CallContext context, Credentials credentials) {
    var code =
        Optional.of(credentials)
            .filter(OidcCredentials.class::isInstance)
            .map(oidcCredentials -> ((OidcCredentials) oidcCredentials).getCode())
            .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED));
    var request = request(context);
    var person = codes.redeem(code, attempt.begun(request)).person();
    personDirectory.store(person);
    credentials.setUserProfile(ConsoleSession.profile(person, clock.instant()));
    ConsoleSession.leave(request);
    return Optional.of(credentials);
  }

  private static HttpServletRequest request(CallContext context) {
    return ((JEEContext) context.webContext()).getNativeRequest();
  }
}
