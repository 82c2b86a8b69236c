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
 * The code flow by which people sign in to the console. pac4j leads through it; what it would keep
 * in a session before anybody signed in travels with the browser instead ({@link
 * ConsoleSignInAttempt}), so that strangers cannot fill the memory. The code is changed and the ID
 * token checked where those of shares are, with the same limits.
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

  private @Nullable Made made;

  private record Made(OIDCProviderMetadata metadata, Config config) {}

  /**
   * The configuration; made when it is first needed, because that asks the issuer, which may be
   * down when we start, and anew when the issuer says something new of itself.
   */
  Config config() {
    return made().config();
  }

  private synchronized Made made() {
    // Asked first: when the provider is down, this gives the problem that people can read.
    var metadata = issuer.metadata();
    if (made == null || !made.metadata().equals(metadata)) {
      made = make(metadata);
    }
    return made;
  }

  private Made make(OIDCProviderMetadata metadata) {
    var configuration = new OidcConfiguration();
    configuration.setClientId(oidc.clientId());
    configuration.setSecret(oidc.clientSecret().map(Secret::reveal).orElse(null));
    configuration.setDiscoveryURI(oidc.issuerUrl() + "/.well-known/openid-configuration");
    configuration.setOpMetadataResolver(KnownProvider.of(configuration, metadata));
    var client = new OidcClient(configuration);
    client.setName(CLIENT);
    client.setCallbackUrl(installation.baseUrl() + CALLBACK_PATH);
    // The redirect URI that the provider knows has no parameter behind it.
    client.setCallbackUrlResolver(new NoParameterCallbackUrlResolver());
    // That would keep, in a session, that somebody failed, and refuse their next try.
    client.setCheckAuthenticationAttempt(false);
    client.setRedirectionActionBuilder(this::begin);
    client.setCredentialsExtractor(ConsoleSignIn::answer);
    client.setAuthenticator(this::signedIn);
    client.setProfileCreator(
        (context, credentials) -> Optional.ofNullable(credentials.getUserProfile()));
    var config = new Config(installation.baseUrl() + CALLBACK_PATH, client);
    config.setSecurityLogic(new DefaultSecurityLogic().setSavedRequestHandler(new RequestedPage()));
    config.setCallbackLogic(new DefaultCallbackLogic().setSavedRequestHandler(new RequestedPage()));
    // Otherwise only pac4j's filter would: an answer can be the first that an instance sees of a
    // sign-in, or of what the issuer says of itself now.
    FrameworkAdapter.INSTANCE.applyDefaultSettingsIfUndefined(config);
    client.init();
    return new Made(metadata, config);
  }

  private Optional<RedirectionAction> begin(CallContext context) {
    var beginning = attempt.begin(request(context));
    LocationFilter.permit(request(context), beginning.authorization());
    context.webContext().addResponseCookie(beginning.cookie());
    return Optional.of(
        HttpActionHelper.buildRedirectUrlAction(
            context.webContext(), beginning.authorization().toString()));
  }

  /** The code in an answer whose state was looked at before. */
  private static Optional<Credentials> answer(CallContext context) {
    var credentials = new OidcCredentials();
    credentials.setCode(
        context
            .webContext()
            .getRequestParameter("code")
            .orElseThrow(() -> new ProblemException(IdentityProblem.SIGN_IN_EXPIRED)));
    return Optional.of(credentials);
  }

  /** Keeps the person and forgets the tokens. */
  private Optional<Credentials> signedIn(CallContext context, Credentials credentials) {
    var code =
        Optional.of(credentials)
            .filter(OidcCredentials.class::isInstance)
            .map(given -> ((OidcCredentials) given).getCode())
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
