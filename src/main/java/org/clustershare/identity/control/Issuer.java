package org.clustershare.identity.control;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLSocketFactory;
import org.clustershare.platform.EmailAddress;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OIDC provider that people sign in with and that the clusters trust: its discovery document
 * (OpenID Connect Discovery 1.0), its keys, and the check of what it signed (OpenID Connect Core
 * 1.0, section 3.1.3.7). It may be down at any time: then a sign-in says so, and the next one tries
 * again.
 */
@ApplicationScoped
public class Issuer {
  private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);

  /** No "none", and no HMAC: a public key must never serve as a shared secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final int LEEWAY_SECONDS = 60;
  private static final Duration FRESH = Duration.ofMinutes(10);

  @Inject private Settings settings;
  @Inject private Clock clock;

  private @Nullable IssuerHttp http;
  private @Nullable IssuerTrust trust;
  private @Nullable LoadingCache<URI, Discovered> discovered;

  private record Discovered(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

  @PostConstruct
  void begin() {
    trust = new IssuerTrust(settings.oidc().caFile(), settings.oidc().systemRoots(), clock);
    http = new IssuerHttp(trust);
    discovered = Caffeine.newBuilder().refreshAfterWrite(FRESH).build(this::discover);
  }

  /**
   * What the provider says of itself.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public OIDCProviderMetadata metadata() {
    return current().metadata();
  }

  /** The scopes to ask for: an email and the groups, as far as the provider knows such scopes. */
  public Set<String> scopes() {
    var known = metadata().getScopes();
    var scopes = new LinkedHashSet<>(List.of("openid", "email"));
    for (var wanted : List.of("profile", "groups")) {
      if (known == null ? wanted.equals("groups") : known.contains(wanted)) {
        scopes.add(wanted);
      }
    }
    return scopes;
  }

  /** Whether the provider gives refresh tokens for the scope {@code offline_access}. */
  public boolean offersOfflineAccess() {
    var known = metadata().getScopes();
    return known != null && known.contains("offline_access");
  }

  /** The provider's CA certificates as PEM; empty when public ones signed. */
  public Optional<String> caPem() {
    return trust == null ? Optional.empty() : trust.pem();
  }

  /** Sends requests of the Nimbus SDK with our trust and limits. */
  public com.nimbusds.oauth2.sdk.http.HTTPRequestSender http() {
    return java.util.Objects.requireNonNull(http);
  }

  /** For libraries that bring their own HTTP client. */
  public SSLSocketFactory socketFactory() {
    return new IssuerSocketFactory(java.util.Objects.requireNonNull(trust));
  }

  /**
   * Whoever an ID token for our client speaks of.
   *
   * @param nonce what the token must repeat; empty for a token that a client brings
   * @throws ProblemException {@link IdentityProblem#TOKEN_INVALID}, {@link
   *     IdentityProblem#EMAIL_MISSING}, {@link IdentityProblem#EMAIL_UNVERIFIED} or {@link
   *     IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public Person verify(String idToken, Optional<Nonce> nonce) {
    var now = current();
    var validator =
        new IDTokenValidator(
            now.metadata().getIssuer(),
            new ClientID(settings.oidc().clientId()),
            new JWSVerificationKeySelector<>(ALGORITHMS, now.keys()),
            null);
    validator.setMaxClockSkew(LEEWAY_SECONDS);
    try {
      return person(validator.validate(SignedJWT.parse(idToken), nonce.orElse(null)));
    } catch (com.nimbusds.jose.RemoteKeySourceException e) {
      throw unavailable(e);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      LOG.info("ID token refused: {}", e.getMessage());
      throw new ProblemException(e, IdentityProblem.TOKEN_INVALID);
    }
  }

  static Person person(IDTokenClaimsSet claims) {
    var email = claims.getStringClaim("email");
    if (email == null || !EmailAddress.isValid(email)) {
      throw new ProblemException(IdentityProblem.EMAIL_MISSING);
    }
    if (Boolean.FALSE.equals(claims.getBooleanClaim("email_verified"))) {
      throw new ProblemException(IdentityProblem.EMAIL_UNVERIFIED, email);
    }
    var name = claims.getStringClaim("name");
    var groups = claims.getStringListClaim("groups");
    return new Person(email, name == null ? email : name, groups == null ? List.of() : groups);
  }

  private Discovered current() {
    try {
      return java.util.Objects.requireNonNull(discovered).get(settings.oidc().issuerUrl());
    } catch (CompletionException | IllegalStateException e) {
      throw unavailable(e);
    }
  }

  private ProblemException unavailable(Exception e) {
    LOG.warn("issuer unavailable: issuer={} reason={}", settings.oidc().issuerUrl(), e.toString());
    var untrusted = UntrustedIssuerException.within(e);
    if (!untrusted.isEmpty()) {
      return new ProblemException(
          e, IdentityProblem.ISSUER_UNTRUSTED, settings.oidc().issuerUrl().toString(), untrusted);
    }
    return new ProblemException(
        e, IdentityProblem.ISSUER_UNAVAILABLE, settings.oidc().issuerUrl().toString());
  }

  private Discovered discover(URI issuer) {
    try {
      var retriever = java.util.Objects.requireNonNull(http);
      var address = URI.create(issuer + "/.well-known/openid-configuration").toURL();
      var metadata = OIDCProviderMetadata.parse(retriever.retrieveResource(address).getContent());
      if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
        throw new IllegalStateException(
            "%s says that its issuer is %s".formatted(address, metadata.getIssuer()));
      }
      var keys =
          JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), retriever)
              .retrying(true)
              .build();
      return new Discovered(metadata, keys);
    } catch (IOException | com.nimbusds.oauth2.sdk.ParseException e) {
      throw new IllegalStateException("discovery of %s failed: %s".formatted(issuer, e), e);
    }
  }
}
