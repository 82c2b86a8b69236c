package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ID tokens with a forged signature (RFC 8725). The product refuses each with its reason and
 * without a file, and it sends no request to an address in a token.
 */
@StoryTest
class ForgedSignatureKT {
  private static final RSAKey STRANGER = key();

  @Part private static HostileProviderStack stack;
  private final HostileProvider provider = stack.provider;

  @BeforeEach
  void behave() {
    provider.behave();
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("the-key").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID("the-key");
  }

  private static String hmac(JWTClaimsSet claims, byte[] secret) {
    try {
      var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      jwt.sign(new MACSigner(secret));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> signatures() {
    var key = stack.provider.key();
    return Stream.<Object[]>of(
            forged("alg none", "token-algorithm", set -> new PlainJWT(set).serialize()),
            forged(
                "HMAC with the public key as secret",
                "token-algorithm",
                set -> hmac(set, publicKey(key))),
            forged(
                "HMAC with the client's secret",
                "token-algorithm",
                set ->
                    hmac(
                        set,
                        Arrays.copyOf(Dex.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), 32))),
            forged(
                "an algorithm that is not announced",
                "token-algorithm",
                set -> HostileProvider.sign(header(JWSAlgorithm.RS512).build(), set, key)),
            forged(
                "another key under the right kid",
                "token-signature",
                set -> HostileProvider.sign(header(JWSAlgorithm.RS256).build(), set, STRANGER)),
            forged(
                "an unknown kid",
                "token-key-unknown",
                set ->
                    HostileProvider.sign(
                        header(JWSAlgorithm.RS256).keyID("unknown").build(), set, STRANGER)),
            forged(
                "kid with a path in it",
                "token-key-unknown",
                set ->
                    HostileProvider.sign(
                        header(JWSAlgorithm.RS256).keyID("../../dev/null").build(), set, STRANGER)),
            forged(
                "the key in the token's own header (jwk)",
                "token-signature",
                set ->
                    HostileProvider.sign(
                        header(JWSAlgorithm.RS256).jwk(STRANGER.toPublicJWK()).build(),
                        set,
                        STRANGER)),
            forged(
                "an address of keys in the header (jku)",
                "token-signature",
                set ->
                    HostileProvider.sign(
                        header(JWSAlgorithm.RS256).jwkURL(stranger()).build(), set, STRANGER)),
            forged(
                "an unknown critical header",
                "token-signature",
                set ->
                    HostileProvider.sign(
                        header(JWSAlgorithm.RS256)
                            .criticalParams(Set.of("x"))
                            .customParam("x", "y")
                            .build(),
                        set,
                        key)),
            forged(
                "an access token (typ at+jwt) for an ID token",
                "token-not-an-id-token",
                set ->
                    HostileProvider.sign(
                        header(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt")).build(),
                        set,
                        key)),
            forged(
                "claims changed after signing",
                "token-signature",
                set -> {
                  var honest = HostileProvider.sign(header(JWSAlgorithm.RS256).build(), set, key);
                  var other =
                      new JWTClaimsSet.Builder(set).claim("email", "alice@example.com").build();
                  var parts = honest.split("\\.", -1);
                  return parts[0] + "." + other.toPayload().toBase64URL() + "." + parts[2];
                }))
        .map(Arguments::arguments);
  }

  private static Object[] forged(
      String name, String reason, Function<JWTClaimsSet, String> signing) {
    return new Object[] {name, reason, signing};
  }

  private static byte[] publicKey(RSAKey key) {
    try {
      return key.toRSAPublicKey().getEncoded();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI stranger() {
    return URI.create(stack.provider.url() + "/stranger");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("signatures")
  void aForgedSignatureIsRefused(
      String name, String reason, Function<JWTClaimsSet, String> signing) {
    provider.bendSigning(signing);

    assertThat(stack.signIn()).isRefused(reason);
    assertThat(provider.strangers()).isZero();
  }
}
