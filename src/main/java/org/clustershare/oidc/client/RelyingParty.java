package org.clustershare.oidc.client;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.http.IssuerTrustStore;
import org.clustershare.oidc.http.NimbusHttpAdapter;
import org.clustershare.oidc.http.UntrustedIssuerException;
import org.clustershare.oidc.issuer.IssuerDiscovery;
import org.clustershare.oidc.issuer.IssuerUnreachableException;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.oidc.token.EmailClaimPolicy;
import org.clustershare.oidc.token.IdTokenExpectations;
import org.clustershare.oidc.token.IdTokenVerifier;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.oidc.token.TokenProblem;
import org.clustershare.oidc.token.VerifiedTokenCache;
import org.clustershare.platform.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client at its issuer. It knows the issuer's discovery document (OpenID Connect Discovery 1.0)
 * and keys, and verifies tokens for this client (OpenID Connect Core 1.0, section 3.1.3.7). If the
 * issuer is down, a sign-in fails with a problem, and tokens are verified with the issuer's last
 * keys.
 */
public final class RelyingParty {
  private static final Logger LOG = LoggerFactory.getLogger(RelyingParty.class);

  private final ClientRegistration client;
  private final Connection connection;
  private final SignInSettings settings;
  private final Clock clock;

  /**
   * A connection to an issuer.
   *
   * @param alwaysNamed whether its answers must always name the issuer (RFC 9207); otherwise only
   *     if it announces that they do
   * @param subjectClaim the claim that identifies its accounts permanently
   */
  public record Connection(
      IssuerDiscovery discovery,
      NimbusHttpAdapter http,
      IssuerTrustStore trust,
      boolean alwaysNamed,
      String subjectClaim) {}

  public RelyingParty(
      ClientRegistration client, Connection connection, SignInSettings settings, Clock clock) {
    this.client = client;
    this.connection = connection;
    this.settings = settings;
    this.clock = clock;
  }

  public ClientRegistration client() {
    return client;
  }

  /**
   * Returns the issuer's discovery document, if the issuer answers.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public OIDCProviderMetadata metadata() {
    try {
      return connection.discovery().snapshot().metadata();
    } catch (IssuerUnreachableException e) {
      throw unavailable(e);
    }
  }

  /**
   * Whether the issuer's answers are distinguishable from another one's: the operator vouches for
   * it, or its answers name it (RFC 9207).
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public boolean namesItself() {
    var metadata = metadata();
    return !connection.alwaysNamed() || metadata.supportsAuthorizationResponseIssuerParam();
  }

  /**
   * Refuses an answer of another issuer (RFC 9207). Each answer must name the issuer if it
   * announces that they do, or if they always have to.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_MIXED_UP}
   */
  public void requireIssuer(Optional<String> iss) {
    var metadata = metadata();
    boolean mustNameIssuer =
        connection.alwaysNamed() || metadata.supportsAuthorizationResponseIssuerParam();
    if (!iss.map(metadata.getIssuer().getValue()::equals).orElse(!mustNameIssuer)) {
      throw new ProblemException(IdentityProblem.ISSUER_MIXED_UP);
    }
  }

  /** The scopes to request: an email and the groups, as far as the issuer knows such scopes. */
  public Set<String> scopes() {
    return new Scopes(settings).identity(metadata());
  }

  /**
   * Whether the scope {@code offline_access} requests a refresh token; otherwise {@code
   * access_type=offline} does, as Google requires.
   */
  public boolean offlineAccessAsScope() {
    return new Scopes(settings).offlineAccessAsScope(metadata());
  }

  /** Whether the issuer's tokens may lack the claim email_verified. */
  public boolean mayLackEmailVerified() {
    return settings.mayLackEmailVerified(client.issuerUrl());
  }

  /** The scopes that a kubectl plugin requests beside openid. */
  public Set<String> pluginScopes() {
    return new Scopes(settings).plugin(metadata());
  }

  /** The issuer's CA certificates as PEM; empty if the system's CA certificates are used. */
  public Optional<String> caPem() {
    return connection.trust().pem();
  }

  /** Sender for the Nimbus SDK's requests, with this connection's trust store and limits. */
  public HTTPRequestSender http() {
    return connection.http();
  }

  /**
   * Verifies an ID token for this client, or for the plugin's in its place, and returns its person.
   *
   * @throws ProblemException as {@link #verify(String, IdTokenExpectations)}
   */
  public Person verify(String idToken) {
    return verify(idToken, IdTokenExpectations.of(client.audiences()));
  }

  /**
   * Verifies an ID token and returns its person.
   *
   * @throws ProblemException a {@link TokenProblem}, {@link IdentityProblem#EMAIL_MISSING}, {@link
   *     IdentityProblem#EMAIL_UNUSABLE}, {@link IdentityProblem#EMAIL_UNVERIFIED}, {@link
   *     IdentityProblem#EMAIL_DOMAIN} or {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public Person verify(String idToken, IdTokenExpectations expectations) {
    return run(
        () -> {
          var issuer = connection.discovery().lastSnapshot();
          return new EmailClaimPolicy(settings, client.issuerUrl(), connection.subjectClaim())
              .person(
                  new IdTokenVerifier(clock)
                      .check(idToken, issuer, withTrustedAudiences(expectations)));
        });
  }

  /** Verifies a token that comes with each request; its signature is verified once. */
  Person verify(VerifiedTokenCache tokens, String idToken, IdTokenExpectations expectations) {
    return run(
        () ->
            tokens.person(
                idToken,
                connection.discovery().lastSnapshot(),
                withTrustedAudiences(expectations)));
  }

  private IdTokenExpectations withTrustedAudiences(IdTokenExpectations expectations) {
    return expectations.withTrusted(settings.trustedAudiences());
  }

  private interface Check {
    Person person() throws KeySourceException, IssuerUnreachableException;
  }

  private Person run(Check check) {
    try {
      return check.person();
    } catch (KeySourceException | IssuerUnreachableException e) {
      throw unavailable(e);
    } catch (ProblemException e) {
      LOG.info("ID token refused: {}", e.type().key());
      throw e;
    }
  }

  /** Logs that the issuer is unavailable, and returns the problem for people. */
  public ProblemException unavailable(Exception e) {
    var issuer = client.issuerUrl().toString();
    LOG.info("issuer unavailable: issuer={} reason={}", issuer, e.toString());
    var untrusted = UntrustedIssuerException.within(e);
    return untrusted
        .map(reason -> new ProblemException(e, IdentityProblem.ISSUER_UNTRUSTED, issuer, reason))
        .orElseGet(() -> new ProblemException(e, IdentityProblem.ISSUER_UNAVAILABLE, issuer));
  }
}
