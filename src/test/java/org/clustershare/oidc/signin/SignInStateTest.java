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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To whom a state belongs, how long it lasts, and what it holds. */
class SignInStateTest {
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
  void itIsGoodOnce() {
    var used = new StateReplayGuard();

    assertThat(used.use(CONSOLE.id())).isTrue();
    assertThat(used.use(CONSOLE.id())).isFalse();
    assertThat(used.use("another")).isTrue();
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
}
