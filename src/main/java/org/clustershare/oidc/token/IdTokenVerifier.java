package org.clustershare.oidc.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.CodeHash;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.issuer.ProviderError;
import org.clustershare.oidc.issuer.ProviderSnapshot;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Verifier of ID tokens (OpenID Connect Core 1.0, section 3.1.3.7, and RFC 8725). A valid token was
 * signed by the issuer, for Cluster Share, and is valid now. Each reason for a refusal is a {@link
 * TokenProblem} of its own.
 */
public final class IdTokenVerifier {
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

  /**
   * Keycloak's claim for the kind of a token; its access tokens can have Cluster Share's client as
   * audience.
   */
  private static final String KEYCLOAK_TYPE = "typ";

  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final int MAX_TOKEN_LENGTH = 64 * 1024;
  private static final int MAX_SUBJECT_LENGTH = 255;

  /**
   * An honest issuer names the key; further fitting keys only prolong the check of a forged token.
   */
  private static final int MAX_KEYS = 10;

  /**
   * The last time with a four-digit year (RFC 3339, section 1). Databases and people use no later
   * ones.
   */
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59Z");

  private final Clock clock;

  public IdTokenVerifier(Clock clock) {
    this.clock = clock;
  }

  /**
   * Verifies a token and returns its claims.
   *
   * @throws ProblemException a {@link TokenProblem}
   * @throws KeySourceException if the issuer's keys are unavailable
   */
  public JWTClaimsSet check(String token, ProviderSnapshot issuer, IdTokenExpectations expectations)
      throws KeySourceException {
    try {
      var jwt = parse(token);
      var claims = jwt.getJWTClaimsSet();
      requireSignature(jwt, issuer);
      if (!issuer.metadata().getIssuer().getValue().equals(claims.getIssuer())) {
        throw refusal(TokenProblem.ISSUER);
      }
      requireAudience(claims, expectations);
      requireValidTime(claims);
      requireNonceAndHashes(jwt, claims, expectations);
      return claims;
    } catch (KeySourceException | ProblemException e) {
      throw e;
    } catch (ParseException | JOSEException | RuntimeException e) {
      // For a header that is null, among others, the SDK throws exceptions of any type.
      throw new ProblemException(e, TokenProblem.INVALID);
    }
  }

  private static SignedJWT parse(String token) throws ParseException {
    if (token.length() > MAX_TOKEN_LENGTH) {
      throw refusal(TokenProblem.INVALID);
    }
    if (!(JWTParser.parse(token) instanceof SignedJWT jwt)
        || !ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
      throw refusal(TokenProblem.ALGORITHM);
    }
    var type = jwt.getHeader().getType();
    if (type != null && !type.equals(JOSEObjectType.JWT)) {
      throw refusal(TokenProblem.NOT_AN_ID_TOKEN);
    }
    return jwt;
  }

  private static void requireSignature(SignedJWT jwt, ProviderSnapshot issuer)
      throws JOSEException {
    var header = jwt.getHeader();
    var algorithms = issuer.metadata().getIDTokenJWSAlgs();
    if (algorithms != null && !algorithms.contains(header.getAlgorithm())) {
      throw refusal(TokenProblem.ALGORITHM);
    }
    var keys =
        new JWSVerificationKeySelector<SecurityContext>(ALGORITHMS, issuer.keys())
            .selectJWSKeys(header, null);
    if (keys.isEmpty()) {
      throw refusal(TokenProblem.KEY_UNKNOWN);
    }
    for (var key : keys.subList(0, Math.min(keys.size(), MAX_KEYS))) {
      if (jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(header, key))) {
        return;
      }
    }
    throw refusal(TokenProblem.SIGNATURE);
  }

  /**
   * Checks the audience (OpenID Connect Core 1.0, section 3.1.3.7, items 3 and 4). It holds one of
   * the expected clients and no untrusted one. If it holds several, azp names the expected client
   * that the token was given to. An untrusted audience is refused whatever azp says: azp names the
   * client that requested the token, not those that can use it. A further audience can be an API
   * server, which accepts a token when one of the token's audiences fits. Its operator could send
   * the token to Cluster Share. The operator of the cluster that receives the token could use it at
   * the further audience.
   */
  private static void requireAudience(JWTClaimsSet claims, IdTokenExpectations expectations)
      throws ParseException {
    var kind = claims.getClaim(KEYCLOAK_TYPE);
    if (kind != null && !"ID".equals(kind)) {
      throw refusal(TokenProblem.NOT_AN_ID_TOKEN);
    }
    var subject = claims.getSubject();
    if (subject == null || subject.isBlank() || subject.length() > MAX_SUBJECT_LENGTH) {
      throw refusal(TokenProblem.INVALID);
    }
    var audience = claims.getAudience();
    if (audience.stream().anyMatch(Objects::isNull)) {
      throw refusal(TokenProblem.INVALID);
    }
    if (audience.stream().noneMatch(expectations.clients()::contains)) {
      throw refusal(TokenProblem.AUDIENCE);
    }
    var untrusted = expectations.untrusted(audience);
    if (!untrusted.isEmpty()) {
      throw new ProblemException(
          TokenProblem.FURTHER_AUDIENCE, ProviderError.clean(String.join(", ", untrusted)));
    }
    var authorizedParty = Optional.ofNullable(claims.getStringClaim("azp"));
    boolean matches =
        authorizedParty.map(expectations.clients()::contains).orElse(audience.size() == 1);
    if (!matches) {
      throw refusal(TokenProblem.AUTHORIZED_PARTY);
    }
  }

  private void requireValidTime(JWTClaimsSet claims) {
    var now = clock.instant();
    var expires = require(claims.getExpirationTime());
    var issued = require(claims.getIssueTime());
    if (!now.isBefore(expires.plus(LEEWAY))) {
      throw refusal(TokenProblem.EXPIRED);
    }
    boolean early =
        Optional.ofNullable(claims.getNotBeforeTime())
            .map(Date::toInstant)
            .filter(from -> from.isAfter(now.plus(LEEWAY)))
            .isPresent();
    if (early || issued.isAfter(now.plus(LEEWAY))) {
      throw refusal(TokenProblem.TOO_EARLY);
    }
  }

  private static void requireNonceAndHashes(
      SignedJWT jwt, JWTClaimsSet claims, IdTokenExpectations expectations) throws ParseException {
    if (expectations.nonce().isPresent()
        && !expectations
            .nonce()
            .map(Nonce::getValue)
            .get()
            .equals(claims.getStringClaim("nonce"))) {
      throw refusal(TokenProblem.NONCE);
    }
    var algorithm = jwt.getHeader().getAlgorithm();
    requireHash(
        claims.getStringClaim("at_hash"),
        expectations
            .accessToken()
            .map(
                token ->
                    AccessTokenHash.compute(new BearerAccessToken(token.reveal()), algorithm, null)
                        .getValue()));
    requireHash(
        claims.getStringClaim("c_hash"),
        expectations
            .code()
            .map(
                code ->
                    CodeHash.compute(new AuthorizationCode(code.reveal()), algorithm, null)
                        .getValue()));
  }

  private static void requireHash(@Nullable String hash, Optional<String> expected) {
    if (hash != null && expected.isPresent() && !expected.get().equals(hash)) {
      throw refusal(TokenProblem.HASH);
    }
  }

  private static Instant require(@Nullable Date time) {
    if (time == null || time.toInstant().isAfter(LAST_TIME)) {
      throw refusal(TokenProblem.INVALID);
    }
    return time.toInstant();
  }

  private static ProblemException refusal(TokenProblem problem) {
    return new ProblemException(problem);
  }
}
