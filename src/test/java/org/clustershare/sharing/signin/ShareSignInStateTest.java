package org.clustershare.sharing.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.platform.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareSignInStateTest {
  private static final SigningKey KEY =
      SigningKey.parse("0123456789abcdefghijklmnopqrstuv").orElseThrow();
  private static final SigningKey OTHER_KEY =
      SigningKey.parse("abcdefghijklmnopqrstuv0123456789").orElseThrow();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SignInCookie BROWSER = SignInCookie.fresh();
  private static final ShareSignInState STATE =
      new ShareSignInState("id", "share", "client", KubeconfigStyle.AUTH_PROVIDER, false, NOW);

  @Test
  void theBrowserThatBeganBringsItBack() {
    assertThat(ShareSignInState.open(STATE.sealed(KEY, BROWSER), KEY, BROWSER)).contains(STATE);
  }

  @Test
  void anotherSpellingOfTheSameSignatureIsRefused() {
    var sealed = STATE.sealed(KEY, BROWSER);
    var last = sealed.charAt(sealed.length() - 1);
    var unusedBits = sealed.substring(0, sealed.length() - 1) + (char) (last + 1);

    assertThat(ShareSignInState.open(sealed + "=", KEY, BROWSER)).isEmpty();
    assertThat(ShareSignInState.open(unusedBits, KEY, BROWSER)).isEmpty();
  }

  @Test
  void anotherBrowserCannotBringIt() {
    assertThat(ShareSignInState.open(STATE.sealed(KEY, BROWSER), KEY, SignInCookie.fresh()))
        .isEmpty();
  }

  @Test
  void anotherKeySignsNothingHere() {
    assertThat(ShareSignInState.open(STATE.sealed(OTHER_KEY, BROWSER), KEY, BROWSER)).isEmpty();
  }

  @Test
  void theKubeconfigStyleCannotBeFlippedOnTheWay() {
    assertUnchangeable("auth-provider", "exec");
  }

  @Test
  void aStateOfOneClientCannotBecomeOneOfAnother() {
    assertUnchangeable("\"client\":\"client\"", "\"client\":\"another\"");
  }

  private static void assertUnchangeable(String part, String changedTo) {
    var sealed = STATE.sealed(KEY, BROWSER);
    var payload =
        new String(
            Base64.getUrlDecoder().decode(sealed.substring(0, sealed.indexOf('.'))),
            StandardCharsets.UTF_8);
    var changed =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.replace(part, changedTo).getBytes(StandardCharsets.UTF_8));

    assertThat(payload).contains(part);
    assertThat(ShareSignInState.open(changed + sealed.substring(sealed.indexOf('.')), KEY, BROWSER))
        .isEmpty();
  }

  @Test
  void whatItBeganCanBeBegunAgainInAnyBrowserForAnHourButNotEnded() {
    var sealed = STATE.sealed(KEY, BROWSER);
    var restartToken = STATE.again(KEY);

    assertThat(ShareSignInState.openAgain(sealed, KEY, NOW.plusSeconds(3600))).contains(STATE);
    assertThat(ShareSignInState.openAgain(restartToken, KEY, NOW)).contains(STATE);
    assertThat(ShareSignInState.openAgain(restartToken, KEY, NOW.plusSeconds(3601))).isEmpty();
    assertThat(ShareSignInState.openAgain(restartToken, OTHER_KEY, NOW)).isEmpty();
    assertThat(ShareSignInState.open(restartToken, KEY, BROWSER)).isEmpty();
  }

  @Test
  void itsBeginningIsReadInAnyBrowserHoweverOldWhenItsOwn() {
    assertThat(ShareSignInState.openAnywhere(STATE.sealed(KEY, BROWSER), KEY)).contains(STATE);
    assertThat(ShareSignInState.openAnywhere(STATE.sealed(OTHER_KEY, BROWSER), KEY)).isEmpty();
    assertThat(ShareSignInState.openAnywhere("x", KEY)).isEmpty();
  }

  /** The token becomes part of Cluster Share's own links. */
  @ParameterizedTest
  @ValueSource(
      strings = {"x&error=y", "x#y", "", "x", "%26", "x y", "\u00e9", "AAAA.BBBB", "/../x", "?x=y"})
  void nothingCanBeHungOnWhatBeginsAgain(String third) {
    var restartToken = STATE.again(KEY);

    assertThat(ShareSignInState.openAgain(restartToken + "." + third, KEY, NOW)).isEmpty();
    assertThat(ShareSignInState.openAgain(restartToken + third + "&", KEY, NOW)).isEmpty();
    assertThat(ShareSignInState.openAgain(restartToken + ".", KEY, NOW)).isEmpty();
  }

  @Property(tries = 500)
  void noOtherTextIsAState(@ForAll String text) {
    assertThat(ShareSignInState.open(text, KEY, BROWSER)).isEmpty();
    assertThat(ShareSignInState.openAgain(text, KEY, NOW)).isEmpty();
    assertThat(SignInCookie.open(text, KEY, NOW)).isEmpty();
  }

  @Test
  void itLastsThreeMinutes() {
    assertThat(STATE.expired(NOW.plusSeconds(180))).isFalse();
    assertThat(STATE.expired(NOW.plusSeconds(181))).isTrue();
  }

  @Test
  void theCookiesAgeIsCheckedHereAndNotLeftToTheBrowser() {
    var cookie = BROWSER.signed(KEY, NOW);

    assertThat(SignInCookie.open(cookie, KEY, NOW.plusSeconds(180))).contains(BROWSER);
    assertThat(SignInCookie.open(cookie, KEY, NOW.plusSeconds(181))).isEmpty();
    assertThat(
            SignInCookie.open(
                cookie.replace("." + NOW.getEpochSecond(), "." + (NOW.getEpochSecond() + 99)),
                KEY,
                NOW))
        .isEmpty();
  }

  @Test
  void eachSignInHasItsOwnVerifierAndNonce() {
    assertThat(BROWSER.derive(KEY, "pkce-verifier", "a"))
        .isNotEqualTo(BROWSER.derive(KEY, "pkce-verifier", "b"))
        .isNotEqualTo(BROWSER.derive(KEY, "nonce", "a"))
        .hasSize(43);
  }
}
