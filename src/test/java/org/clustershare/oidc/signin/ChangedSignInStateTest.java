package org.clustershare.oidc.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.oidc.signin.StateInputs.BROWSER;
import static org.clustershare.oidc.signin.StateInputs.CONSOLE;
import static org.clustershare.oidc.signin.StateInputs.KEY;
import static org.clustershare.oidc.signin.StateInputs.NOW;
import static org.clustershare.oidc.signin.StateInputs.OTHER_STATES;
import static org.clustershare.oidc.signin.StateInputs.STATES;
import static org.clustershare.oidc.signin.StateInputs.base64;
import static org.clustershare.oidc.signin.StateInputs.state;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.clustershare.platform.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that an attacker has changed or signed in another way (RFC 8725). */
class ChangedSignInStateTest {
  @Test
  void anotherKeySignsNothingHere() {
    var signed = OTHER_STATES.sign(CONSOLE, BROWSER);

    assertThat(STATES.open(signed, SignInKind.CONSOLE, BROWSER)).isEmpty();
    assertThat(STATES.open(signed, SignInKind.CONSOLE)).isEmpty();
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
