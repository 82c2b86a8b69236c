package org.clustershare.oidc.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.CodeHash;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.clustershare.oidc.issuer.IssuerKeys;
import org.clustershare.oidc.issuer.ProviderSnapshot;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenVerifierTest {
  private static final String ISSUER = "https://dex.example.com";
  private static final URI KEYS = URI.create(ISSUER + "/keys");
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final IdTokenExpectations US = IdTokenExpectations.of(Set.of("cluster-share"));

  private final RSAKey key = key("one");
  private final ProviderSnapshot issuer = issuer(new JWKSet(key), JWSAlgorithm.RS256);

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProviderSnapshot issuer(JWKSet keys, JWSAlgorithm... announced) {
    var metadata = new OIDCProviderMetadata(new Issuer(ISSUER), List.of(SubjectType.PUBLIC), KEYS);
    metadata.setIDTokenJWSAlgs(List.of(announced));
    try {
      return new ProviderSnapshot(
          metadata,
          IssuerKeys.fetch(
              KEYS,
              url -> new Resource(keys.toPublicJWKSet().toString(), "application/json"),
              CLOCK));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject("subject")
        .audience("cluster-share")
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(300)));
  }

  private String token(Consumer<JWTClaimsSet.Builder> change) {
    var claims = claims();
    change.accept(claims);
    return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims, key);
  }

  private static String signed(JWSHeader header, JWTClaimsSet.Builder claims, RSAKey key) {
    try {
      var jwt = new SignedJWT(header, claims.build());
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWTClaimsSet check(String token, IdTokenExpectations idTokenExpectations)
      throws Exception {
    return new IdTokenVerifier(CLOCK).check(token, issuer, idTokenExpectations);
  }

  private void refused(
      TokenProblem problem, String token, IdTokenExpectations idTokenExpectations) {
    assertThatThrownBy(() -> check(token, idTokenExpectations))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.type()).isEqualTo(problem));
  }

  private void refused(TokenProblem problem, Consumer<JWTClaimsSet.Builder> change) {
    refused(problem, token(change), US);
  }

  private static Date at(long seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  @Test
  void aTokenForUsPasses() throws Exception {
    assertThat(check(token(claims -> {}), US).getSubject()).isEqualTo("subject");
  }

  @Test
  void signaturesAreOfTheIssuersOwnKeysAndOfAnnouncedAlgorithms() throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one");
    var hmac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    hmac.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    var stranger = key("one");

    refused(TokenProblem.ALGORITHM, new PlainJWT(claims().build()).serialize(), US);
    refused(TokenProblem.ALGORITHM, hmac.serialize(), US);
    refused(
        TokenProblem.ALGORITHM,
        signed(new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("one").build(), claims(), key),
        US);
    refused(TokenProblem.SIGNATURE, signed(header.build(), claims(), stranger), US);
    refused(TokenProblem.KEY_UNKNOWN, signed(header.keyID("two").build(), claims(), stranger), US);
    refused(
        TokenProblem.SIGNATURE,
        signed(header.keyID("one").jwk(stranger.toPublicJWK()).build(), claims(), stranger),
        US);
    refused(
        TokenProblem.NOT_AN_ID_TOKEN,
        signed(header.jwk(null).type(new JOSEObjectType("at+jwt")).build(), claims(), key),
        US);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "..", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9..x"})
  void whatIsNoTokenIsMalformed(String token) {
    refused(TokenProblem.INVALID, token, US);
  }

  @Test
  void anOversizedTokenIsNotEvenRead() {
    refused(TokenProblem.INVALID, token(c -> c.claim("x", "x".repeat(70_000))), US);
  }

  @Test
  void itMustBeForUsAndGivenToUs() throws Exception {
    refused(TokenProblem.ISSUER, c -> c.issuer(ISSUER + "/"));
    refused(TokenProblem.AUDIENCE, c -> c.audience("kubelogin"));
    refused(TokenProblem.AUDIENCE, c -> c.audience(List.of()));
    refused(TokenProblem.AUTHORIZED_PARTY, c -> c.claim("azp", "kubelogin"));
    refused(TokenProblem.INVALID, c -> c.subject(null));
    refused(TokenProblem.NOT_AN_ID_TOKEN, c -> c.claim("typ", "Bearer"));

    assertThat(check(token(c -> c.claim("typ", "ID")), US)).isNotNull();
  }

  @Test
  void furtherAudiencesMustBeTrustedWhateverAzpSays() throws Exception {
    var both = List.of("cluster-share", "kubelogin");
    refused(TokenProblem.FURTHER_AUDIENCE, c -> c.audience(both));
    refused(TokenProblem.FURTHER_AUDIENCE, c -> c.audience(both).claim("azp", "cluster-share"));
    refused(TokenProblem.FURTHER_AUDIENCE, c -> c.audience(both).claim("azp", "kubelogin"));

    var trusting =
        IdTokenExpectations.of(Set.of("cluster-share"), Set.of("cluster-share", "kubelogin"));
    assertThat(check(token(c -> c.audience(both).claim("azp", "cluster-share")), trusting))
        .isNotNull();
    assertThat(
            check(
                token(c -> c.audience(both).claim("azp", "cluster-share")),
                US.withTrusted(Set.of("kubelogin"))))
        .isNotNull();
    refused(TokenProblem.AUTHORIZED_PARTY, token(c -> c.audience(both)), trusting);
    refused(
        TokenProblem.AUTHORIZED_PARTY,
        token(c -> c.audience(both).claim("azp", "kubelogin")),
        trusting);
    refused(TokenProblem.AUDIENCE, token(c -> c.audience("kubelogin")), trusting);
    var three = List.of("cluster-share", "kubelogin", "x");
    refused(
        TokenProblem.FURTHER_AUDIENCE,
        token(c -> c.audience(three).claim("azp", "cluster-share")),
        trusting);
  }

  @Test
  void theApiTakesFurtherClientsOnlyWhenTheyAreNamed() throws Exception {
    var token = token(c -> c.audience("kubelogin").claim("azp", "kubelogin"));

    refused(TokenProblem.AUDIENCE, token, US);
    assertThat(check(token, IdTokenExpectations.of(Set.of("cluster-share", "kubelogin"))))
        .isNotNull();
  }

  @Test
  void theClockMayBeAMinuteOffAndNoMore() throws Exception {
    assertThat(check(token(c -> c.expirationTime(at(-59))), US)).isNotNull();
    refused(TokenProblem.EXPIRED, c -> c.expirationTime(at(-60)));
    assertThat(check(token(c -> c.issueTime(at(60))), US)).isNotNull();
    refused(TokenProblem.TOO_EARLY, c -> c.issueTime(at(61)));
    assertThat(check(token(c -> c.notBeforeTime(at(60))), US)).isNotNull();
    refused(TokenProblem.TOO_EARLY, c -> c.notBeforeTime(at(61)));
    refused(TokenProblem.INVALID, c -> c.expirationTime(null));
    refused(TokenProblem.INVALID, c -> c.issueTime(null));
  }

  @Test
  void itMustBelongToTheSignIn() throws Exception {
    var idTokenExpectations =
        new IdTokenExpectations(
            Set.of("cluster-share"),
            Set.of(),
            Optional.of(new Nonce("the-nonce")),
            Optional.of(Secret.of("the-code")),
            Optional.of(Secret.of("the-access-token")));

    assertThat(check(token(c -> c.claim("nonce", "the-nonce")), idTokenExpectations)).isNotNull();
    refused(TokenProblem.NONCE, token(c -> c.claim("nonce", "another")), idTokenExpectations);
    refused(TokenProblem.NONCE, token(c -> {}), idTokenExpectations);
    refused(
        TokenProblem.HASH,
        token(c -> c.claim("nonce", "the-nonce").claim("at_hash", "wrong")),
        idTokenExpectations);
    refused(
        TokenProblem.HASH,
        token(c -> c.claim("nonce", "the-nonce").claim("c_hash", "wrong")),
        idTokenExpectations);
  }

  @Test
  void itsHashesAreOfTheAccessTokenAndCode() throws Exception {
    var accessToken = "the-access-token";
    var code = "the-code";
    var expectations =
        new IdTokenExpectations(
            Set.of("cluster-share"),
            Set.of(),
            Optional.empty(),
            Optional.of(Secret.of(code)),
            Optional.of(Secret.of(accessToken)));
    var accessTokenHash =
        AccessTokenHash.compute(new BearerAccessToken(accessToken), JWSAlgorithm.RS256, null)
            .getValue();
    var codeHash =
        CodeHash.compute(new AuthorizationCode(code), JWSAlgorithm.RS256, null).getValue();

    assertThat(
            check(
                token(c -> c.claim("at_hash", accessTokenHash).claim("c_hash", codeHash)),
                expectations))
        .isNotNull();
    refused(
        TokenProblem.HASH,
        token(c -> c.claim("at_hash", codeHash).claim("c_hash", codeHash)),
        expectations);
    refused(
        TokenProblem.HASH,
        token(c -> c.claim("at_hash", accessTokenHash).claim("c_hash", accessTokenHash)),
        expectations);
    refused(TokenProblem.HASH, token(c -> c.claim("at_hash", "")), expectations);
    refused(TokenProblem.INVALID, token(c -> c.claim("at_hash", 5)), expectations);
    assertThat(check(token(c -> c.claim("at_hash", "of a token that is not known")), US))
        .isNotNull();
  }

  @Test
  void tenKeysAreTriedAndNoMore() throws Exception {
    var keys = new ArrayList<ECKey>();
    for (int i = 0; i < 11; i++) {
      keys.add(new ECKeyGenerator(Curve.P_256).generate());
    }
    var many = issuer(new JWKSet(List.copyOf(keys)), JWSAlgorithm.ES256);

    assertThat(new IdTokenVerifier(CLOCK).check(signed(keys.get(9)), many, US)).isNotNull();
    assertThatThrownBy(() -> new IdTokenVerifier(CLOCK).check(signed(keys.get(10)), many, US))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.type()).isEqualTo(TokenProblem.SIGNATURE));
  }

  private static String signed(ECKey key) throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims().build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  @Test
  void theAlgorithmIsJudgedBeforeTheType() throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt"));
    var hmac = new SignedJWT(header.build(), claims().build());
    hmac.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));

    refused(TokenProblem.ALGORITHM, hmac.serialize(), US);
  }
}
