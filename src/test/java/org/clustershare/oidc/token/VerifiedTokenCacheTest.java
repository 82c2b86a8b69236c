package org.clustershare.oidc.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.clustershare.oidc.issuer.IssuerKeys;
import org.clustershare.oidc.issuer.ProviderSnapshot;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

/** The calls of the policy count how often a token is verified. */
class VerifiedTokenCacheTest {
  private static final String ISSUER = "https://dex.example.com";
  private static final URI KEYS = URI.create(ISSUER + "/keys");
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final IdTokenExpectations US = IdTokenExpectations.of(Set.of("cluster-share"));
  private static final RSAKey ONE = key("one");
  private static final RSAKey TWO = key("two");

  private final TestClock clock = new TestClock(NOW);
  private int checks;
  private boolean allowed = true;

  private final VerifiedTokenCache tokens =
      new VerifiedTokenCache(
          clock,
          claims -> {
            checks++;
            if (!allowed) {
              throw new ProblemException(IdentityProblem.EMAIL_MISSING);
            }
            return new Person(claims.getSubject() + "@example.com", "", List.of());
          });

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProviderSnapshot issuer(RSAKey... keys) throws Exception {
    var metadata = new OIDCProviderMetadata(new Issuer(ISSUER), List.of(SubjectType.PUBLIC), KEYS);
    var set = new JWKSet(List.of(keys)).toPublicJWKSet().toString();
    return new ProviderSnapshot(
        metadata, IssuerKeys.fetch(KEYS, url -> new Resource(set, "application/json"), clock));
  }

  private static String token(String subject) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(subject)
            .audience("cluster-share")
            .issueTime(Date.from(NOW))
            .expirationTime(Date.from(NOW.plusSeconds(300)));
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
    jwt.sign(new RSASSASigner(ONE));
    return jwt.serialize();
  }

  @Test
  void aTokenIsCheckedOnceAlsoWhenTheSameKeysAreFetchedAgain() throws Exception {
    var token = token("alice");

    var first = tokens.person(token, issuer(ONE), US);
    var repeated = tokens.person(token, issuer(ONE), US);
    var other = tokens.person(token("bob"), issuer(ONE), US);

    assertThat(List.of(first.email(), repeated.email(), other.email()))
        .containsExactly("alice@example.com", "alice@example.com", "bob@example.com");
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void onceTheIssuerDropsItsKeyTheTokenIsRefused() throws Exception {
    var token = token("alice");
    tokens.person(token, issuer(ONE, TWO), US);

    assertThatThrownBy(() -> tokens.person(token, issuer(TWO), US))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.type()).isEqualTo(TokenProblem.KEY_UNKNOWN));
  }

  @Test
  void aTokenForOurClientIsNotThereforeOneForAnother() throws Exception {
    var token = token("alice");
    tokens.person(token, issuer(ONE), US);

    assertThatThrownBy(
            () -> tokens.person(token, issuer(ONE), IdTokenExpectations.of(Set.of("another"))))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.type()).isEqualTo(TokenProblem.AUDIENCE));
  }

  @Test
  void fromItsEndOnATokenIsCheckedEachTime() throws Exception {
    var token = token("alice");
    tokens.person(token, issuer(ONE), US);

    clock.pass(Duration.ofMinutes(5)); // its end; clocks may differ by a minute
    tokens.person(token, issuer(ONE), US);
    tokens.person(token, issuer(ONE), US);
    assertThat(checks).isEqualTo(3);

    clock.pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> tokens.person(token, issuer(ONE), US))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.type()).isEqualTo(TokenProblem.EXPIRED));
  }

  @Test
  void whatWasRefusedIsNotKept() throws Exception {
    var token = token("alice");
    allowed = false;
    assertThatThrownBy(() -> tokens.person(token, issuer(ONE), US))
        .isInstanceOf(ProblemException.class);

    allowed = true;

    assertThat(tokens.person(token, issuer(ONE), US).email()).isEqualTo("alice@example.com");
  }

  @Test
  void aTokenThatDiffersInOneLetterIsAnother() throws Exception {
    var token = token("alice");
    tokens.person(token, issuer(ONE), US);
    int at = token.length() - 20;
    var forged =
        token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);

    assertThatThrownBy(() -> tokens.person(forged, issuer(ONE), US))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.type()).isEqualTo(TokenProblem.SIGNATURE));
  }
}
