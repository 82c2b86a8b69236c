package org.clustershare.oidc.client;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.http.IssuerHttp;
import org.clustershare.oidc.http.IssuerTrustStore;
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
 * One client at its issuer: the issuer's discovery document (OpenID Connect Discovery 1.0) and
 * keys, and the check of what it signed for this client (OpenID Connect Core 1.0, section 3.1.3.7).
 * The issuer may be down at any time: then a sign-in says so, and tokens are checked with the keys
 * that it had last.
 */
public final class RelyingParty {
  private static final Logger LOG = LoggerFactory.getLogger(RelyingParty.class);

  private final ClientRegistration client;
  private final Connection connection;
  private final SignInSettings rules;
  private final Clock clock;

  /**
   * An issuer, and the way to it.
   *
   * @param alwaysNamed whether its answers must say that they are its own (RFC 9207); else only
   *     when it announces that they do
   * @param subjectClaim the claim that identifies its accounts for good
   */
  public record Connection(
      IssuerDiscovery discovery,
      IssuerHttp http,
      IssuerTrustStore trust,
      boolean alwaysNamed,
      String subjectClaim) {}

  public RelyingParty(
      ClientRegistration client, Connection connection, SignInSettings rules, Clock clock) {
    this.client = client;
    this.connection = connection;
    this.rules = rules;
    this.clock = clock;
  }

  public ClientRegistration client() {
    return client;
  }

  /**
   * What the issuer says of itself, when it answers.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public OIDCProviderMetadata metadata() {
    try {
      return connection.discovery().answering().metadata();
    } catch (IssuerUnreachableException e) {
      throw unavailable(e);
    }
  }

  /**
   * Whether the issuer's answers are told from another one's: it is vouched for, or says in them
   * who it is (RFC 9207).
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public boolean namesItself() {
    var metadata = metadata();
    return !connection.alwaysNamed() || metadata.supportsAuthorizationResponseIssuerParam();
  }

  /**
   * Refuses an answer that another issuer sent (RFC 9207): all of them are expected to say who they
   * are once the issuer announces that it does, or has to.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_MIXED_UP}
   */
  public void requireAnswerFrom(Optional<String> iss) {
    var metadata = metadata();
    boolean named = connection.alwaysNamed() || metadata.supportsAuthorizationResponseIssuerParam();
    if (!iss.map(metadata.getIssuer().getValue()::equals).orElse(!named)) {
      throw new ProblemException(IdentityProblem.ISSUER_MIXED_UP);
    }
  }

  /** The scopes to ask for: an email and the groups, as far as the issuer knows such scopes. */
  public Set<String> scopes() {
    return new Scopes(rules).identity(metadata());
  }

  /**
   * Whether a refresh token is asked for with the scope {@code offline_access}; else with {@code
   * access_type=offline}, as Google wants it.
   */
  public boolean offlineAccessAsScope() {
    return new Scopes(rules).offlineAccessAsScope(metadata());
  }

  /** Whether the issuer's tokens may lack the claim email_verified. */
  public boolean mayLackEmailVerified() {
    return rules.mayLackEmailVerified(client.issuerUrl());
  }

  /** The scopes that a kubectl plugin asks for beside openid. */
  public Set<String> pluginScopes() {
    return new Scopes(rules).plugin(metadata());
  }

  /** The issuer's CA certificates as PEM; empty when public ones signed. */
  public Optional<String> caPem() {
    return connection.trust().pem();
  }

  /** Sends requests of the Nimbus SDK with our trust and limits. */
  public HTTPRequestSender http() {
    return connection.http();
  }

  /**
   * Whoever an ID token speaks of that is for this client, or for the plugin's in its place.
   *
   * @throws ProblemException as {@link #verify(String, Expected)}
   */
  public Person verify(String idToken) {
    return verify(idToken, IdTokenExpectations.of(client.audiences()));
  }

  /**
   * Whoever an ID token speaks of.
   *
   * @throws ProblemException a {@link TokenProblem}, {@link IdentityProblem#EMAIL_MISSING}, {@link
   *     IdentityProblem#EMAIL_UNUSABLE}, {@link IdentityProblem#EMAIL_UNVERIFIED}, {@link
   *     IdentityProblem#EMAIL_DOMAIN} or {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public Person verify(String idToken, IdTokenExpectations idTokenExpectations) {
    return reported(
        () -> {
          var issuer = connection.discovery().known();
          return new EmailClaimPolicy(rules, client.issuerUrl(), connection.subjectClaim())
              .person(
                  new IdTokenVerifier(clock).check(idToken, issuer, trusting(idTokenExpectations)));
        });
  }

  /** The same for a token that comes with each request: its signature is checked once. */
  Person verify(
      VerifiedTokenCache tokens, String idToken, IdTokenExpectations idTokenExpectations) {
    return reported(
        () ->
            tokens.person(idToken, connection.discovery().known(), trusting(idTokenExpectations)));
  }

  private IdTokenExpectations trusting(IdTokenExpectations idTokenExpectations) {
    return idTokenExpectations.trusting(rules.trustedAudiences());
  }

  private interface Check {
    Person person() throws KeySourceException, IssuerUnreachableException;
  }

  private Person reported(Check check) {
    try {
      return check.person();
    } catch (KeySourceException | IssuerUnreachableException e) {
      throw unavailable(e);
    } catch (ProblemException e) {
      LOG.info("ID token refused: {}", e.type().key());
      throw e;
    }
  }

  public ProblemException unavailable(Exception e) {
    var issuer = client.issuerUrl().toString();
    LOG.info("issuer unavailable: issuer={} reason={}", issuer, e.toString());
    var untrusted = UntrustedIssuerException.within(e);
    return untrusted
        .map(why -> new ProblemException(e, IdentityProblem.ISSUER_UNTRUSTED, issuer, why))
        .orElseGet(() -> new ProblemException(e, IdentityProblem.ISSUER_UNAVAILABLE, issuer));
  }
}
