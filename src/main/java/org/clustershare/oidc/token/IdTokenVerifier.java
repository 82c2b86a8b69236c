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
 * Whether an ID token is one of the issuer's, for us and for now: OpenID Connect Core 1.0, section
 * 3.1.3.7, and RFC 8725. Each way in which it is not is a {@link TokenProblem} of its own.
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

  /** Keycloak's word for what a token is; its access tokens can have our client as audience. */
  private static final String KEYCLOAK_TYPE = "typ";

  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final int LONGEST_TOKEN = 64 * 1024;
  private static final int LONGEST_SUBJECT = 255;

  /** An honest issuer names the key; more that fit only make the check of a forged token long. */
  private static final int MOST_TRIED = 10;

  /** RFC 3339, section 1: times of four-digit years. Databases and people know no later ones. */
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59Z");

  private final Clock clock;

  public IdTokenVerifier(Clock clock) {
    this.clock = clock;
  }

  /**
   * The claims of a token that passed.
   *
   * @throws ProblemException a {@link TokenProblem}
   * @throws KeySourceException when the issuer's keys cannot be had
   */
  public JWTClaimsSet check(
      String token, ProviderSnapshot issuer, IdTokenExpectations idTokenExpectations)
      throws KeySourceException {
    try {
      var jwt = signed(token);
      var claims = jwt.getJWTClaimsSet();
      requireSignature(jwt, issuer);
      if (!issuer.metadata().getIssuer().getValue().equals(claims.getIssuer())) {
        throw refused(TokenProblem.ISSUER);
      }
      requireOurs(claims, idTokenExpectations);
      requireNow(claims);
      requireProof(jwt, claims, idTokenExpectations);
      return claims;
    } catch (KeySourceException | ProblemException e) {
      throw e;
    } catch (ParseException | JOSEException | RuntimeException e) {
      // The SDK meets a header of null, and more of the kind, with exceptions of all kinds.
      throw new ProblemException(e, TokenProblem.INVALID);
    }
  }

  private static SignedJWT signed(String token) throws ParseException {
    if (token.length() > LONGEST_TOKEN) {
      throw refused(TokenProblem.INVALID);
    }
    if (!(JWTParser.parse(token) instanceof SignedJWT jwt)
        || !ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
      throw refused(TokenProblem.ALGORITHM);
    }
    var type = jwt.getHeader().getType();
    if (type != null && !type.equals(JOSEObjectType.JWT)) {
      throw refused(TokenProblem.NOT_AN_ID_TOKEN);
    }
    return jwt;
  }

  private static void requireSignature(SignedJWT jwt, ProviderSnapshot issuer)
      throws JOSEException {
    var header = jwt.getHeader();
    var announced = issuer.metadata().getIDTokenJWSAlgs();
    if (announced != null && !announced.contains(header.getAlgorithm())) {
      throw refused(TokenProblem.ALGORITHM);
    }
    var keys =
        new JWSVerificationKeySelector<SecurityContext>(ALGORITHMS, issuer.keys())
            .selectJWSKeys(header, null);
    if (keys.isEmpty()) {
      throw refused(TokenProblem.KEY_UNKNOWN);
    }
    for (var key : keys.subList(0, Math.min(keys.size(), MOST_TRIED))) {
      if (jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(header, key))) {
        return;
      }
    }
    throw refused(TokenProblem.SIGNATURE);
  }

  /**
   * OpenID Connect Core 1.0, section 3.1.3.7, items 3 and 4: the audience holds one of our clients,
   * and nobody whom we do not trust; with several, azp says which of ours the token was given to. A
   * further audience that is not trusted is refused whatever azp says: azp tells who asked for the
   * token, and nothing of who else can use it. Whoever runs what a further audience stands for (an
   * API server takes a token when one of its audiences fits) could bring it here, and whoever runs
   * the cluster that gets it could take it there.
   */
  private static void requireOurs(JWTClaimsSet claims, IdTokenExpectations idTokenExpectations)
      throws ParseException {
    var kind = claims.getClaim(KEYCLOAK_TYPE);
    if (kind != null && !"ID".equals(kind)) {
      throw refused(TokenProblem.NOT_AN_ID_TOKEN);
    }
    var subject = claims.getSubject();
    if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      throw refused(TokenProblem.INVALID);
    }
    var audience = claims.getAudience();
    if (audience.stream().anyMatch(Objects::isNull)) {
      throw refused(TokenProblem.INVALID);
    }
    if (audience.stream().noneMatch(idTokenExpectations.clients()::contains)) {
      throw refused(TokenProblem.AUDIENCE);
    }
    var untrusted = idTokenExpectations.untrusted(audience);
    if (!untrusted.isEmpty()) {
      throw new ProblemException(
          TokenProblem.FURTHER_AUDIENCE, ProviderError.clean(String.join(", ", untrusted)));
    }
    var party = Optional.ofNullable(claims.getStringClaim("azp"));
    boolean given = party.map(idTokenExpectations.clients()::contains).orElse(audience.size() == 1);
    if (!given) {
      throw refused(TokenProblem.AUTHORIZED_PARTY);
    }
  }

  private void requireNow(JWTClaimsSet claims) {
    var now = clock.instant();
    var expires = required(claims.getExpirationTime());
    var issued = required(claims.getIssueTime());
    if (!now.isBefore(expires.plus(LEEWAY))) {
      throw refused(TokenProblem.EXPIRED);
    }
    boolean early =
        Optional.ofNullable(claims.getNotBeforeTime())
            .map(Date::toInstant)
            .filter(from -> from.isAfter(now.plus(LEEWAY)))
            .isPresent();
    if (early || issued.isAfter(now.plus(LEEWAY))) {
      throw refused(TokenProblem.TOO_EARLY);
    }
  }

  private static void requireProof(
      SignedJWT jwt, JWTClaimsSet claims, IdTokenExpectations idTokenExpectations)
      throws ParseException {
    if (idTokenExpectations.nonce().isPresent()
        && !idTokenExpectations
            .nonce()
            .map(Nonce::getValue)
            .get()
            .equals(claims.getStringClaim("nonce"))) {
      throw refused(TokenProblem.NONCE);
    }
    var algorithm = jwt.getHeader().getAlgorithm();
    requireHash(
        claims.getStringClaim("at_hash"),
        idTokenExpectations
            .accessToken()
            .map(
                token ->
                    AccessTokenHash.compute(new BearerAccessToken(token.reveal()), algorithm, null)
                        .getValue()));
    requireHash(
        claims.getStringClaim("c_hash"),
        idTokenExpectations
            .code()
            .map(
                code ->
                    CodeHash.compute(new AuthorizationCode(code.reveal()), algorithm, null)
                        .getValue()));
  }

  private static void requireHash(@Nullable String claimed, Optional<String> right) {
    if (claimed != null && right.isPresent() && !right.get().equals(claimed)) {
      throw refused(TokenProblem.HASH);
    }
  }

  private static Instant required(@Nullable Date time) {
    if (time == null || time.toInstant().isAfter(LAST_TIME)) {
      throw refused(TokenProblem.INVALID);
    }
    return time.toInstant();
  }

  private static ProblemException refused(TokenProblem problem) {
    return new ProblemException(problem);
  }
}
