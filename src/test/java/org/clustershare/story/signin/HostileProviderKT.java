package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A provider, or somebody who speaks for it, that lies: each lie is refused with a reason of its
 * own and without a file. The names follow RFC 9700, RFC 8725 and OpenID Connect Core 1.0.
 */
@StoryTest
class HostileProviderKT {
  private static final RSAKey STRANGER = key();

  @Part private static HostileProviderStack hostileProviderStack;
  private final HostileProvider provider = hostileProviderStack.provider;

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

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
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

  @Test
  void anHonestSignInEndsInTheFile() {
    var page = hostileProviderStack.signIn();

    assertThat(page.status()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location").orElseThrow()).contains("/download/");
  }

  static Stream<Arguments> signatures() {
    var key = hostileProviderStack.provider.key();
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
                "a critical header that nobody knows",
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
    return URI.create(hostileProviderStack.provider.url() + "/stranger");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("signatures")
  void aForgedSignatureIsRefused(
      String name, String reason, Function<JWTClaimsSet, String> signing) {
    provider.bendSigning(signing);

    hostileProviderStack.assertRefused(hostileProviderStack.signIn(), reason);
    assertThat(provider.strangers()).isZero();
  }

  static Stream<Arguments> claims() {
    return Stream.of(
        bent("another issuer", "token-issuer", c -> c.issuer("https://evil.example")),
        bent(
            "the issuer with a slash more",
            "token-issuer",
            c -> c.issuer(hostileProviderStack.provider.url() + "/")),
        bent("no issuer", "token-issuer", c -> c.issuer(null)),
        bent("another audience", "token-audience", c -> c.audience("kubelogin")),
        bent("our audience in other letters", "token-audience", c -> c.audience("Cluster-Share")),
        bent("no audience", "token-audience", c -> c.audience((String) null)),
        bent(
            "several audiences without azp",
            "token-authorized-party",
            c -> c.audience(List.of(Dex.CLIENT_ID, "kubelogin"))),
        bent(
            "an audience beside ours that nobody knows, with our azp",
            "token-further-audience",
            c -> c.audience(List.of(Dex.CLIENT_ID, "another-program")).claim("azp", Dex.CLIENT_ID)),
        bent(
            "an audience beside ours that nobody knows, without azp",
            "token-further-audience",
            c -> c.audience(List.of(Dex.CLIENT_ID, "another-program"))),
        bent("another azp", "token-authorized-party", c -> c.claim("azp", "kubelogin")),
        bent("another nonce", "token-nonce", c -> c.claim("nonce", "another")),
        bent("no nonce", "token-nonce", c -> c.claim("nonce", null)),
        bent("expired", "token-expired", c -> c.expirationTime(in(-61))),
        bent("without an end", "token-invalid", c -> c.expirationTime(null)),
        bent("an end that is no time", "token-invalid", c -> c.claim("exp", "never")),
        bent("issued in the future", "token-too-early", c -> c.issueTime(in(90))),
        bent("without a beginning", "token-invalid", c -> c.issueTime(null)),
        bent("valid only later", "token-too-early", c -> c.notBeforeTime(in(90))),
        bent("without a subject", "token-invalid", c -> c.subject(null)),
        bent(
            "a foreign access token's hash",
            "token-hash",
            c -> c.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
        bent(
            "a foreign code's hash",
            "token-hash",
            c -> c.claim("c_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
        bent("Keycloak's access token", "token-not-an-id-token", c -> c.claim("typ", "Bearer")),
        bent("no email", "email-missing", c -> c.claim("email", null)),
        bent(
            "an email that is a list",
            "email-missing",
            c -> c.claim("email", List.of("bob@example.com"))),
        bent(
            "an email with a line break",
            "email-unusable",
            c -> c.claim("email", "bob@example.com\nadmin: true")),
        bent(
            "two emails in one",
            "email-unusable",
            c -> c.claim("email", "bob@example.com@evil.example")),
        bent(
            "an email with markup",
            "email-unusable",
            c -> c.claim("email", "<script>x</script>@example.com")),
        bent(
            "the Kelvin sign for a k",
            "email-unusable",
            c -> c.claim("email", "mar\u212a@example.com")),
        bent(
            "full-width letters",
            "email-unusable",
            c -> c.claim("email", "\uff41lice@example.com")),
        bent(
            "text that runs backwards",
            "email-unusable",
            c -> c.claim("email", "\u202ealice@example.com")),
        bent(
            "an invisible character",
            "email-unusable",
            c -> c.claim("email", "alice\u200b@example.com")),
        bent(
            "an endless email",
            "email-unusable",
            c -> c.claim("email", "x".repeat(300) + "@example.com")),
        bent("an unverified email", "email-unverified", c -> c.claim("email_verified", false)),
        bent(
            "unverified, said as a text",
            "email-unverified",
            c -> c.claim("email_verified", "false")),
        bent(
            "no word on whether the email is verified",
            "email-verification-missing",
            c -> c.claim("email_verified", null)),
        bent("verified, said as a number", "email-unverified", c -> c.claim("email_verified", 1)),
        bent(
            "verified, in capital letters",
            "email-unverified",
            c -> c.claim("email_verified", "TRUE")),
        bent(
            "verified, said in a list",
            "email-unverified",
            c -> c.claim("email_verified", List.of(true))),
        bent("an oversized token", "token-invalid", c -> c.claim("x", "x".repeat(70_000))));
  }

  private static Arguments bent(
      String name, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    return arguments(name, reason, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("claims")
  void aTokenThatSaysSomethingElseIsRefused(
      String name, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    provider.bendClaims(change);

    hostileProviderStack.assertRefused(hostileProviderStack.signIn(), reason);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answered("no ID token", "code-refused", "id_token", ""),
        answered("an ID token that is none", "code-refused", "id_token", "not.a.token"),
        answered("a token that is not a bearer's", "code-refused", "token_type", "mac"),
        answered("no access token", "code-refused", "access_token", ""),
        answered("no refresh token", "refresh-token-missing-other", "refresh_token", ""),
        answered(
            "a refresh token with a line break", "code-refused", "refresh_token", "x\nadmin: true"),
        answered(
            "an oversized refresh token", "code-refused", "refresh_token", "x".repeat(70_000)));
  }

  private static Arguments answered(String name, String reason, String field, String value) {
    return arguments(name, reason, field, value);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("answers")
  void anAnswerThatLacksWhatItMustHaveIsRefused(
      String name, String reason, String field, String value) {
    provider.bendTokens(
        answer -> {
          answer.remove(field);
          if (!value.isEmpty()) {
            answer.put(field, value);
          }
          return answer;
        });

    hostileProviderStack.assertRefused(hostileProviderStack.signIn(), reason);
  }

  @Test
  void anOversizedAnswerIsCutOff() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            for (int i = 0; i < 64; i++) {
              out.write(new byte[1024 * 1024]);
            }
          } catch (IOException cutOff) {
            exchange.close();
          }
        });

    hostileProviderStack.assertRefused(hostileProviderStack.signIn(), "issuer-unavailable");
  }

  @Test
  void anAnswerThatDripsIsGivenUp() {
    var refused = new CountDownLatch(1);
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            do {
              out.write(' ');
              out.flush();
            } while (!refused.await(500, TimeUnit.MILLISECONDS));
          } catch (IOException | InterruptedException givenUp) {
            exchange.close();
          }
        });

    try {
      hostileProviderStack.assertRefused(hostileProviderStack.signIn(), "issuer-unavailable");
    } finally {
      refused.countDown();
    }
  }

  @Test
  void aRedirectOfTheTokenEndpointIsNotFollowedWithTheCodeInHand() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Location", stranger().toString());
          HostileProvider.send(exchange, 307, "");
        });

    hostileProviderStack.assertRefused(hostileProviderStack.signIn(), "code-refused");
    assertThat(provider.strangers()).isZero();
  }

  @Test
  void anAnswerThatIsAPageIsRefused() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          HostileProvider.send(exchange, 200, "<h1>Sign in</h1>");
        });

    hostileProviderStack.assertRefused(hostileProviderStack.signIn(), "code-refused");
  }

  @Test
  void theWordsOfARefusalAreShownAsText() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          HostileProvider.send(
              exchange,
              400,
              "{\"error\": \"invalid_grant\", \"error_description\": \"<img src=x onerror=y>\\r\\nSet-Cookie: a=b\"}");
        });

    var page = hostileProviderStack.signIn();

    hostileProviderStack.assertRefused(page, "code-refused");
    assertThat(page.body()).contains("&lt;img").doesNotContain("<img src=x");
  }

  @Test
  void markupInEveryClaimIsShownAsTextAndStaysAValueInTheFile() {
    provider.bendClaims(
        claims ->
            claims
                .subject("<script>1</script>")
                .claim("name", "<script>2</script>")
                .claim("groups", List.of("<script>3</script>", "a\nb: c"))
                .claim("email", "o'brien&sons@example.com"));
    var browser = hostileProviderStack.browser();
    var request = hostileProviderStack.begin(browser);

    var page =
        browser.open(
            hostileProviderStack.callback(
                provider.code(request), HostileProviderStack.state(request)));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .doesNotContain("<script>1", "<script>2", "<script>3")
        .contains("o'brien&amp;sons@example.com");
    var file = browser.get(page.link("Download kubeconfig"));
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).contains("name: o'brien&sons@example.com");
  }

  @Test
  void whomTheOperatorTrustsMayBeInTheAudienceBesideUs() {
    provider.bendClaims(
        claims ->
            claims
                .audience(List.of(HostileProviderStack.TRUSTED_AUDIENCE, Dex.CLIENT_ID))
                .claim("azp", Dex.CLIENT_ID));
    var browser = hostileProviderStack.browser();
    var request = hostileProviderStack.begin(browser);

    var page =
        browser.open(
            hostileProviderStack.callback(
                provider.code(request), HostileProviderStack.state(request)));

    assertThat(page.status()).as(page.body()).isEqualTo(200);
    assertThat(page.link("Download kubeconfig")).isNotNull();
  }

  @Test
  void mixedCaseIsTheSamePersonForUsAndKeptForTheCluster() {
    var person =
        new Api(hostileProviderStack.product.base(), provider.idToken("ALICE@Example.com"));

    assertThat(person.get(hostileProviderStack.clusterPath + "/shares").status()).isEqualTo(200);
  }

  static Stream<Arguments> bearers() {
    return Stream.of(
        bent("for another client", "token-audience", c -> c.audience("kubelogin")),
        bent("given to another client", "token-authorized-party", c -> c.claim("azp", "kubelogin")),
        bent("an access token", "token-not-an-id-token", c -> c.claim("typ", "Bearer")),
        bent("expired", "token-expired", c -> c.expirationTime(in(-120))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("bearers")
  void theApiTakesOnlyOurClientsIdTokens(
      String name, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(provider.url().toString())
            .subject("subject")
            .audience(Dex.CLIENT_ID)
            .issueTime(in(0))
            .expirationTime(in(300))
            .claim("email", "alice@example.com");

    var answer =
        new Api(hostileProviderStack.product.base(), provider.sign(change.apply(claims).build()))
            .get("/api/v1/projects");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.object().getString("type")).endsWith(reason);
  }

  @Test
  void theApiSaysWhichSettingTakesAnEmailThatTheProviderDoesNotCallVerified() {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(provider.url().toString())
            .subject("subject")
            .audience(Dex.CLIENT_ID)
            .issueTime(in(0))
            .expirationTime(in(300))
            .claim("email", "alice@example.com");

    var answer =
        new Api(hostileProviderStack.product.base(), provider.sign(claims.build()))
            .get("/api/v1/me");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.object().getString("type")).endsWith("email-verification-missing");
    assertThat(answer.object().getString("next")).contains("oidc-issuers-without-email-verified");
  }
}
