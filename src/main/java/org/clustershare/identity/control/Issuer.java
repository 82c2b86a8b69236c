package org.clustershare.identity.control;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OIDC provider that people sign in with and that the clusters trust: its discovery document
 * (OpenID Connect Discovery 1.0), its keys, and the check of what it signed (OpenID Connect Core
 * 1.0, section 3.1.3.7). It may be down at any time: then a sign-in says so, and tokens are checked
 * with the keys that it had last.
 */
@ApplicationScoped
public class Issuer {
  private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
  private static final Set<TokenProblem> OF_ANOTHER_CLIENT =
      Set.of(TokenProblem.AUDIENCE, TokenProblem.AUTHORIZED_PARTY);

  @Inject private Settings settings;
  @Inject private Clock clock;

  private @Nullable IssuerHttp http;
  private @Nullable IssuerTrust trust;
  private @Nullable IssuerDiscovery discovery;
  private @Nullable VerifiedTokens tokens;

  @PostConstruct
  void begin() {
    trust = new IssuerTrust(settings.oidc().caFile(), settings.oidc().systemRoots(), clock);
    http = new IssuerHttp(trust);
    discovery = new IssuerDiscovery(settings.oidc().issuerUrl(), http, clock);
    tokens = new VerifiedTokens(clock, new EmailRules(settings.oidc().signIn())::person);
  }

  /**
   * What the provider says of itself, when it answers.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public OIDCProviderMetadata metadata() {
    try {
      return discovery().answering().metadata();
    } catch (IssuerSilentException e) {
      throw unavailable(e);
    }
  }

  /** How the provider answered last; asks nobody. */
  public IssuerState state() {
    return discovery().state();
  }

  /** Asks the provider for its discovery document and keys, so that no request has to wait. */
  public void refresh() {
    discovery().refresh();
  }

  /**
   * Refuses an answer that another provider sent (RFC 9207): all of them are expected to say who
   * they are once the provider announces that it does.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_MIXED_UP}
   */
  public void requireAnswerFrom(Optional<String> iss) {
    var metadata = metadata();
    boolean announced = metadata.supportsAuthorizationResponseIssuerParam();
    if (!iss.map(metadata.getIssuer().getValue()::equals).orElse(!announced)) {
      throw new ProblemException(IdentityProblem.ISSUER_MIXED_UP);
    }
  }

  /** The scopes to ask for: an email and the groups, as far as the provider knows such scopes. */
  public Set<String> scopes() {
    return scopeRules().identity(metadata());
  }

  /**
   * Whether a refresh token is asked for with the scope {@code offline_access}; else with {@code
   * access_type=offline}, as Google wants it.
   */
  public boolean offlineAccessAsScope() {
    return scopeRules().offlineAccessAsScope(metadata());
  }

  /** The scopes that a kubectl plugin asks for beside openid. */
  public Set<String> pluginScopes() {
    return scopeRules().plugin(metadata());
  }

  /** The provider's CA certificates as PEM; empty when public ones signed. */
  public Optional<String> caPem() {
    return trust == null ? Optional.empty() : trust.pem();
  }

  /** Sends requests of the Nimbus SDK with our trust and limits. */
  public HTTPRequestSender http() {
    return Objects.requireNonNull(http);
  }

  /**
   * Whoever an ID token speaks of that a client of the API brings: one that the provider gave to
   * one of {@code oidc-api-client-ids}, or to our client when that is not set.
   *
   * @throws ProblemException as {@link #verify}; {@link TokenProblem#NOT_FOR_THE_API} for a token
   *     of another client while the API has clients of its own
   */
  public Person bearer(String idToken) {
    var apart = settings.oidc().signIn().apiClientIds();
    var clients = apart.isEmpty() ? Set.of(settings.oidc().clientId()) : apart;
    try {
      return reported(
          () ->
              Objects.requireNonNull(tokens)
                  .person(idToken, discovery().known(), Expected.of(clients)));
    } catch (ProblemException e) {
      throw !apart.isEmpty() && OF_ANOTHER_CLIENT.contains(e.type())
          ? new ProblemException(e, TokenProblem.NOT_FOR_THE_API, String.join(", ", apart))
          : e;
    }
  }

  /**
   * Whoever an ID token speaks of.
   *
   * @throws ProblemException a {@link TokenProblem}, {@link IdentityProblem#EMAIL_MISSING}, {@link
   *     IdentityProblem#EMAIL_UNUSABLE}, {@link IdentityProblem#EMAIL_UNVERIFIED}, {@link
   *     IdentityProblem#EMAIL_DOMAIN} or {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public Person verify(String idToken, Expected expected) {
    return reported(
        () -> {
          var claims = new IdTokenCheck(clock).check(idToken, discovery().known(), expected);
          return new EmailRules(settings.oidc().signIn()).person(claims);
        });
  }

  private interface Check {
    Person person() throws KeySourceException, IssuerSilentException;
  }

  private Person reported(Check check) {
    try {
      return check.person();
    } catch (KeySourceException | IssuerSilentException e) {
      throw unavailable(e);
    } catch (ProblemException e) {
      LOG.info("ID token refused: {}", e.type().key());
      throw e;
    }
  }

  ProblemException unavailable(Exception e) {
    LOG.info("issuer unavailable: issuer={} reason={}", settings.oidc().issuerUrl(), e.toString());
    var untrusted = UntrustedIssuerException.within(e);
    if (!untrusted.isEmpty()) {
      return new ProblemException(
          e, IdentityProblem.ISSUER_UNTRUSTED, settings.oidc().issuerUrl().toString(), untrusted);
    }
    return new ProblemException(
        e, IdentityProblem.ISSUER_UNAVAILABLE, settings.oidc().issuerUrl().toString());
  }

  private Scopes scopeRules() {
    return new Scopes(settings.oidc().signIn());
  }

  private IssuerDiscovery discovery() {
    return Objects.requireNonNull(discovery);
  }
}
