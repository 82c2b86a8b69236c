package org.clustershare.oidc.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.clustershare.platform.crypto.SigningKey;
import org.junit.jupiter.api.Test;

class ConsoleSignInStateTest {
  private static final SigningKey KEY =
      SigningKey.parse("0123456789abcdefghijklmnopqrstuv").orElseThrow();
  private static final SigningKey OTHER_KEY =
      SigningKey.parse("abcdefghijklmnopqrstuv0123456789").orElseThrow();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SignInCookie BROWSER = SignInCookie.fresh();
  private static final ConsoleSignInState STATE =
      new ConsoleSignInState("id", "/console/projects", NOW);

  @Test
  void theBrowserThatBeganBringsItBack() {
    assertThat(ConsoleSignInState.open(STATE.sealed(KEY, BROWSER), KEY, BROWSER)).contains(STATE);
  }

  @Test
  void anotherBrowserCannotBringIt() {
    assertThat(ConsoleSignInState.open(STATE.sealed(KEY, BROWSER), KEY, SignInCookie.fresh()))
        .isEmpty();
  }

  @Test
  void anotherKeySignsNothingHere() {
    assertThat(ConsoleSignInState.open(STATE.sealed(OTHER_KEY, BROWSER), KEY, BROWSER)).isEmpty();
  }

  @Test
  void thePageCannotBeChangedOnTheWay() {
    var sealed = STATE.sealed(KEY, BROWSER);
    var dot = sealed.indexOf('.');
    var text =
        new String(Base64.getUrlDecoder().decode(sealed.substring(0, dot)), StandardCharsets.UTF_8);
    var changed =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                text.replace("/console/projects", "//evil.example")
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(ConsoleSignInState.open(changed + sealed.substring(dot), KEY, BROWSER)).isEmpty();
  }

  @Test
  void aCodeForAnotherPurposeIsWorthNothing() {
    var text = STATE.sealed(KEY, BROWSER);
    var forShares = BROWSER.bind(KEY, "exchange-state", text.substring(0, text.indexOf('.')));

    assertThat(ConsoleSignInState.open(forShares, KEY, BROWSER)).isEmpty();
  }

  @Test
  void itLastsThreeMinutesAndIsNotFromTheFuture() {
    assertThat(STATE.expired(NOW.plusSeconds(180))).isFalse();
    assertThat(STATE.expired(NOW.plusSeconds(181))).isTrue();
    assertThat(STATE.expired(NOW.minusSeconds(61))).isTrue();
  }

  @Test
  void soDoesTheCookieWithoutWhichNoStateOpens() {
    var cookie = BROWSER.signed(KEY, NOW);

    assertThat(SignInCookie.open(cookie, KEY, NOW.plusSeconds(180))).contains(BROWSER);
    assertThat(SignInCookie.open(cookie, KEY, NOW.plusSeconds(181))).isEmpty();
  }

  @Test
  void itIsGoodOnce() {
    var used = new StateReplayGuard();

    assertThat(used.use(STATE.id())).isTrue();
    assertThat(used.use(STATE.id())).isFalse();
    assertThat(used.use("another")).isTrue();
  }

  @Property(tries = 500)
  void noOtherTextIsAState(@ForAll String text) {
    assertThat(ConsoleSignInState.open(text, KEY, BROWSER)).isEmpty();
  }
}
