package org.clustershare.oidc.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.clustershare.platform.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInStateTest {
  private static final SigningKey KEY =
      SigningKey.parse("0123456789abcdefghijklmnopqrstuv").orElseThrow();
  private static final SigningKey OTHER_KEY =
      SigningKey.parse("abcdefghijklmnopqrstuv0123456789").orElseThrow();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SignInCookie BROWSER = SignInCookie.fresh();
  private static final SignInStates STATES = new SignInStates(KEY);
  private static final SignInStates OTHER_STATES = new SignInStates(OTHER_KEY);
  private static final SignInState CONSOLE = state(SignInKind.CONSOLE, "page", "/console/projects");

  private static SignInState state(SignInKind kind, String name, String value) {
    return new SignInState(kind, "id", "client", Map.of(name, value), NOW);
  }

  @ParameterizedTest
  @EnumSource(SignInKind.class)
  void theBrowserThatBeganBringsItBack(SignInKind kind) {
    var state = state(kind, "a", "b");

    assertThat(STATES.open(STATES.sign(state, BROWSER), kind, BROWSER)).contains(state);
  }

  @ParameterizedTest
  @EnumSource(SignInKind.class)
  void anotherBrowserCannotBringIt(SignInKind kind) {
    var signed = STATES.sign(state(kind, "a", "b"), BROWSER);

    assertThat(STATES.open(signed, kind, SignInCookie.fresh())).isEmpty();
  }

  @Test
  void anotherKeySignsNothingHere() {
    var signed = OTHER_STATES.sign(CONSOLE, BROWSER);

    assertThat(STATES.open(signed, SignInKind.CONSOLE, BROWSER)).isEmpty();
    assertThat(STATES.open(signed, SignInKind.CONSOLE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SignInKind.class)
  void aStateOfOneKindIsNoneOfAnother(SignInKind kind) {
    var signed = STATES.sign(state(kind, "a", "b"), BROWSER);

    for (var other : SignInKind.values()) {
      assertThat(STATES.open(signed, other).isPresent()).isEqualTo(other == kind);
      assertThat(STATES.open(signed, other, BROWSER).isPresent()).isEqualTo(other == kind);
      assertThat(STATES.openForRestart(signed, other, NOW).isPresent()).isEqualTo(other == kind);
    }
  }

  @Test
  void thePageCannotBeChangedOnTheWay() {
    assertUnchangeable(CONSOLE, "/console/projects", "//evil.example");
  }

  @Test
  void theKubeconfigStyleCannotBeFlippedOnTheWay() {
    assertUnchangeable(state(SignInKind.SHARE, "style", "auth-provider"), "auth-provider", "exec");
  }

  @Test
  void aStateOfOneClientCannotBecomeOneOfAnother() {
    assertUnchangeable(
        state(SignInKind.SHARE, "a", "b"), "\"client\":\"client\"", "\"client\":\"another\"");
  }

  @Test
  void itsTimeCannotBeChangedOnTheWay() {
    assertUnchangeable(CONSOLE, "\"iat\":1800000000", "\"iat\":1800000099");
  }

  private static void assertUnchangeable(SignInState state, String part, String changedTo) {
    var parts = STATES.sign(state, BROWSER).split("\\.", -1);
    var payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    var changed = base64(payload.replace(part, changedTo));

    assertThat(payload).contains(part);
    var text = String.join(".", parts[0], changed, parts[2]);
    assertThat(STATES.open(text, state.kind(), BROWSER)).isEmpty();
    assertThat(STATES.open(text, state.kind())).isEmpty();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anotherSpellingOfTheSameSignatureIsRefused() {
    var signed = STATES.sign(CONSOLE, BROWSER);
    var last = signed.charAt(signed.length() - 1);
    var unusedBits = signed.substring(0, signed.length() - 1) + (char) (last + 1);

    for (var spelled : new String[] {signed + "=", signed + "&", signed + "\n", unusedBits}) {
      assertThat(STATES.open(spelled, SignInKind.CONSOLE, BROWSER)).as(spelled).isEmpty();
    }
  }

  /** The right key does not help where the header says something else. */
  @ParameterizedTest
  @ValueSource(strings = {"HS384", "HS512"})
  void anotherAlgorithmIsRefusedEvenWithTheKey(String algorithm) throws JOSEException {
    var key = "k".repeat(64).getBytes(StandardCharsets.UTF_8);
    var strong = new SignInStates(SigningKey.parse("k".repeat(64)).orElseThrow());

    var signed =
        resigned(
            strong.sign(CONSOLE, BROWSER),
            new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                .type(new JOSEObjectType("sign-in-state+jwt"))
                .build(),
            key);

    assertThat(strong.open(signed, SignInKind.CONSOLE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "sign-in-restart+jwt", "SIGN-IN-STATE+JWT"})
  void anotherTypeIsRefusedEvenWithTheKey(String type) throws JOSEException {
    var signed = STATES.sign(CONSOLE, BROWSER);
    var key = KEY.sign("sign-in-state", "console");
    var right = header("sign-in-state+jwt");

    assertThat(STATES.open(resigned(signed, right, key), SignInKind.CONSOLE)).contains(CONSOLE);
    assertThat(STATES.open(resigned(signed, header(type), key), SignInKind.CONSOLE)).isEmpty();
    assertThat(STATES.open(resigned(signed, plain(), key), SignInKind.CONSOLE)).isEmpty();
  }

  private static JWSHeader header(String type) {
    return new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type)).build();
  }

  private static JWSHeader plain() {
    return new JWSHeader(JWSAlgorithm.HS256);
  }

  private static String resigned(String text, JWSHeader header, byte[] key) throws JOSEException {
    var payload =
        new String(Base64.getUrlDecoder().decode(text.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    var jws = new JWSObject(header, new Payload(payload));
    jws.sign(new MACSigner(key));
    return jws.serialize();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"none\",\"typ\":\"sign-in-state+jwt\"}",
        "{\"alg\":\"HS256\",\"typ\":\"sign-in-state+jwt\",\"crit\":[\"x\"],\"x\":1}",
        "null"
      })
  void anUnsignedStateIsRefused(String header) {
    var parts = STATES.sign(CONSOLE, BROWSER).split("\\.", -1);

    for (var signature : new String[] {"", parts[2]}) {
      var text = String.join(".", base64(header), parts[1], signature);
      assertThat(STATES.open(text, SignInKind.CONSOLE)).isEmpty();
      assertThat(STATES.openForRestart(text, SignInKind.CONSOLE, NOW)).isEmpty();
    }
  }

  /** Signed by an earlier or a later version with the same key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"kind\":\"console\"}",
        "{\"kind\":7,\"jti\":7,\"iat\":\"x\",\"client\":7,\"details\":7}",
        "{\"kind\":\"console\",\"jti\":\"a\",\"iat\":1,\"client\":\"c\",\"details\":[]}",
        "{\"kind\":\"later\",\"jti\":\"a\",\"iat\":1,\"client\":\"c\",\"details\":{}}"
      })
  void aSignedTextOfAnotherVersionIsNoState(String payload) throws JOSEException {
    var jws = new JWSObject(header("sign-in-state+jwt"), new Payload(payload));
    jws.sign(new MACSigner(KEY.sign("sign-in-state", "console")));

    assertThat(STATES.open(jws.serialize(), SignInKind.CONSOLE)).isEmpty();
  }

  @Test
  void itIsReadableAndNamesNoSecretOfTheBrowser() {
    var payload =
        new String(
            Base64.getUrlDecoder().decode(STATES.sign(CONSOLE, BROWSER).split("\\.", -1)[1]),
            StandardCharsets.UTF_8);

    assertThat(payload)
        .contains("\"jti\":\"id\"", "\"kind\":\"console\"", "\"page\":\"/console/projects\"")
        .contains("\"iat\":1800000000", "\"exp\":1800000180")
        .doesNotContain(BROWSER.value());
  }

  /** Providers and proxies take no longer ones. */
  @Test
  void theLongestStateHas2048Characters() {
    var page = "/console/" + "\"".repeat(503);

    assertThat(STATES.sign(state(SignInKind.CONSOLE, "page", page), BROWSER))
        .hasSizeLessThanOrEqualTo(2048);
    assertThat(
            STATES.open(
                STATES.sign(state(SignInKind.CONSOLE, "page", "x".repeat(2000)), BROWSER),
                SignInKind.CONSOLE))
        .isEmpty();
  }

  @Test
  void itLastsThreeMinutesAndIsNotFromTheFuture() {
    assertThat(CONSOLE.isExpired(NOW.plusSeconds(180))).isFalse();
    assertThat(CONSOLE.isExpired(NOW.plusSeconds(181))).isTrue();
    assertThat(CONSOLE.isExpired(NOW.minusSeconds(61))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(SignInKind.class)
  void theCookiesAgeIsCheckedHereAndNotLeftToTheBrowser(SignInKind kind) {
    var cookie = BROWSER.signed(KEY, kind, NOW);

    assertThat(SignInCookie.open(cookie, KEY, kind, NOW.plusSeconds(180))).contains(BROWSER);
    assertThat(SignInCookie.open(cookie, KEY, kind, NOW.plusSeconds(181))).isEmpty();
    assertThat(
            SignInCookie.open(
                cookie.replace("." + NOW.getEpochSecond(), "." + (NOW.getEpochSecond() + 99)),
                KEY,
                kind,
                NOW))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SignInKind.class)
  void aCookieOfOneKindIsNoneOfAnother(SignInKind kind) {
    var cookie = BROWSER.signed(KEY, kind, NOW);

    for (var other : SignInKind.values()) {
      assertThat(SignInCookie.open(cookie, KEY, other, NOW).isPresent()).isEqualTo(other == kind);
    }
  }

  @Test
  void eachSignInHasItsOwnVerifierAndNonce() {
    assertThat(BROWSER.derive(KEY, "pkce-verifier", "a"))
        .isNotEqualTo(BROWSER.derive(KEY, "pkce-verifier", "b"))
        .isNotEqualTo(BROWSER.derive(KEY, "nonce", "a"))
        .hasSize(43);
  }

  @Test
  void theClaimedKindSelectsWhoRefuses() {
    for (var kind : SignInKind.values()) {
      assertThat(SignInState.claimedKind(OTHER_STATES.sign(state(kind, "a", "b"), BROWSER)))
          .contains(kind);
    }
    assertThat(SignInState.claimedKind("trust-x")).contains(SignInKind.TRUST_CHECK);
    assertThat(SignInState.claimedKind("")).isEmpty();
    assertThat(SignInState.claimedKind("a.%s.c".formatted(base64("[".repeat(1_000))))).isEmpty();
    assertThat(SignInState.claimedKind("a.%s.c".formatted(base64("{\"kind\":7}")))).isEmpty();
    assertThat(SignInState.claimedKind("a.%s.c".formatted(base64("null")))).isEmpty();
  }

  @Property(tries = 500)
  void noOtherTextIsAState(@ForAll String text) {
    for (var kind : SignInKind.values()) {
      assertThat(STATES.open(text, kind)).isEmpty();
      assertThat(STATES.open(text, kind, BROWSER)).isEmpty();
      assertThat(STATES.openForRestart(text, kind, NOW)).isEmpty();
      assertThat(SignInCookie.open(text, KEY, kind, NOW)).isEmpty();
    }
    assertThat(SignInState.claimedKind(text)).isEmpty();
  }
}
