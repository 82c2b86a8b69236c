package org.clustershare.oidc.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.CodeHash;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.clustershare.oidc.issuer.ProviderText;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Verifier of an ID token's claims (OpenID Connect Core 1.0, section 3.1.3.7). Nimbus' own ones
 * know one client, read the system clock and refuse a token that is issued exactly the leeway
 * ahead.
 *
 * @param issuer the issuer that the token must name
 * @param algorithm the algorithm of the token's signature, which also makes at_hash and c_hash
 */
record IdTokenClaimsVerifier(
    String issuer, JWSAlgorithm algorithm, IdTokenExpectations expectations, Instant now)
    implements JWTClaimsSetVerifier<SecurityContext> {
  /**
   * Keycloak's claim for the kind of a token; its access tokens can have Cluster Share's client as
   * audience.
   */
  private static final String KEYCLOAK_TYPE = "typ";

  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final int MAX_SUBJECT_LENGTH = 255;

  /**
   * The last time with a four-digit year (RFC 3339, section 1). Databases and people use no later
   * ones.
   */
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Verifies the claims.
   *
   * @throws ProblemException a {@link TokenProblem}
   * @throws BadJWTException if a claim has another type than the specification says
   */
  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws BadJWTException {
    try {
      if (!issuer.equals(claims.getIssuer())) {
        throw refusal(TokenProblem.ISSUER);
      }
      requireSubject(claims);
      requireAudience(claims);
      requireValidTime(claims);
      requireNonce(claims);
      requireHashes(claims);
    } catch (ParseException e) {
      throw new BadJWTException(e.getMessage(), e);
    }
  }

  private static void requireSubject(JWTClaimsSet claims) {
    var kind = claims.getClaim(KEYCLOAK_TYPE);
    if (kind != null && !"ID".equals(kind)) {
      throw refusal(TokenProblem.NOT_AN_ID_TOKEN);
    }
    var subject = claims.getSubject();
    if (subject == null || subject.isBlank() || subject.length() > MAX_SUBJECT_LENGTH) {
      throw refusal(TokenProblem.INVALID);
    }
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
  private void requireAudience(JWTClaimsSet claims) throws ParseException {
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
          TokenProblem.FURTHER_AUDIENCE, ProviderText.clean(String.join(", ", untrusted)));
    }
    var authorizedParty = Optional.ofNullable(claims.getStringClaim("azp"));
    boolean matches =
        authorizedParty.map(expectations.clients()::contains).orElse(audience.size() == 1);
    if (!matches) {
      throw refusal(TokenProblem.AUTHORIZED_PARTY);
    }
  }

  private void requireValidTime(JWTClaimsSet claims) {
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

  private static Instant require(@Nullable Date time) {
    if (time == null || time.toInstant().isAfter(LAST_TIME)) {
      throw refusal(TokenProblem.INVALID);
    }
    return time.toInstant();
  }

  private void requireNonce(JWTClaimsSet claims) throws ParseException {
    var expected = expectations.nonce();
    if (expected.isPresent() && !expected.get().getValue().equals(claims.getStringClaim("nonce"))) {
      throw refusal(TokenProblem.NONCE);
    }
  }

  private void requireHashes(JWTClaimsSet claims) throws ParseException {
    var accessTokenHash = claims.getStringClaim("at_hash");
    var codeHash = claims.getStringClaim("c_hash");
    try {
      if (accessTokenHash != null && expectations.accessToken().isPresent()) {
        AccessTokenValidator.validate(
            new BearerAccessToken(expectations.accessToken().get().reveal()),
            algorithm,
            new AccessTokenHash(accessTokenHash));
      }
      if (codeHash != null && expectations.code().isPresent()) {
        AuthorizationCodeValidator.validate(
            new AuthorizationCode(expectations.code().get().reveal()),
            algorithm,
            new CodeHash(codeHash));
      }
    } catch (InvalidHashException | IllegalArgumentException e) {
      throw new ProblemException(e, TokenProblem.HASH);
    }
  }

  private static ProblemException refusal(TokenProblem problem) {
    return new ProblemException(problem);
  }
}
