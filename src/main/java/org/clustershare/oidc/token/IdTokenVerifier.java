package org.clustershare.oidc.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.clustershare.oidc.issuer.ProviderSnapshot;
import org.clustershare.platform.problem.ProblemException;

/**
 * Verifier of ID tokens (OpenID Connect Core 1.0, section 3.1.3.7, and RFC 8725). A valid token was
 * signed by the issuer, for Cluster Share, and is valid now. Nimbus checks type and signature,
 * {@link IdTokenClaimsVerifier} the claims. Each reason for a refusal is a {@link TokenProblem} of
 * its own.
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

  private static final int MAX_TOKEN_LENGTH = 64 * 1024;

  /**
   * An honest issuer names the key; further fitting keys only prolong the check of a forged token.
   */
  private static final int MAX_KEYS = 10;

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
      var processor = new DefaultJWTProcessor<>();
      processor.setJWSKeySelector((header, context) -> keys(header, issuer));
      processor.setJWTClaimsSetVerifier(
          new IdTokenClaimsVerifier(
              issuer.metadata().getIssuer().getValue(),
              jwt.getHeader().getAlgorithm(),
              expectations,
              clock.instant()));
      return processor.process(jwt, null);
    } catch (KeySourceException | ProblemException e) {
      throw e;
    } catch (BadJWSException e) {
      throw new ProblemException(e, TokenProblem.SIGNATURE);
    } catch (ParseException | JOSEException | BadJWTException e) {
      throw new ProblemException(e, TokenProblem.INVALID);
    } catch (BadJOSEException e) {
      // A wrong typ in the header. parse() and keys() handle all other causes of this exception.
      throw new ProblemException(e, TokenProblem.NOT_AN_ID_TOKEN);
    } catch (RuntimeException e) {
      // For a header that is null, among others, the SDK throws exceptions of any type.
      throw new ProblemException(e, TokenProblem.INVALID);
    }
  }

  private static SignedJWT parse(String token) throws ParseException {
    if (token.length() > MAX_TOKEN_LENGTH) {
      throw new ProblemException(TokenProblem.INVALID);
    }
    if (!(JWTParser.parse(token) instanceof SignedJWT jwt)
        || !ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
      throw new ProblemException(TokenProblem.ALGORITHM);
    }
    return jwt;
  }

  private static List<Key> keys(JWSHeader header, ProviderSnapshot issuer)
      throws KeySourceException {
    var announced = issuer.metadata().getIDTokenJWSAlgs();
    if (announced != null && !announced.contains(header.getAlgorithm())) {
      throw new ProblemException(TokenProblem.ALGORITHM);
    }
    var keys =
        new JWSVerificationKeySelector<SecurityContext>(ALGORITHMS, issuer.keys())
            .selectJWSKeys(header, null);
    if (keys.isEmpty()) {
      throw new ProblemException(TokenProblem.KEY_UNKNOWN);
    }
    return keys.subList(0, Math.min(keys.size(), MAX_KEYS));
  }
}
