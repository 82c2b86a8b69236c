package org.clustershare.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.clustershare.platform.settings.SigningKey;
import org.junit.jupiter.api.Test;

class ConsoleStateTest {
  private static final SigningKey KEY =
      SigningKey.parse("0123456789abcdefghijklmnopqrstuv").orElseThrow();
  private static final SigningKey OTHER_KEY =
      SigningKey.parse("abcdefghijklmnopqrstuv0123456789").orElseThrow();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final BrowserSecret BROWSER = BrowserSecret.fresh();
  private static final ConsoleState STATE = new ConsoleState("id", "/console/projects", NOW);

  @Test
  void theBrowserThatBeganBringsItBack() {
    assertThat(ConsoleState.open(STATE.sealed(KEY, BROWSER), KEY, BROWSER)).contains(STATE);
  }

  @Test
  void anotherBrowserCannotBringIt() {
    assertThat(ConsoleState.open(STATE.sealed(KEY, BROWSER), KEY, BrowserSecret.fresh())).isEmpty();
  }

  @Test
  void anotherKeySignsNothingHere() {
    assertThat(ConsoleState.open(STATE.sealed(OTHER_KEY, BROWSER), KEY, BROWSER)).isEmpty();
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

    assertThat(ConsoleState.open(changed + sealed.substring(dot), KEY, BROWSER)).isEmpty();
  }

  @Test
  void aCodeForAnotherPurposeIsWorthNothing() {
    var text = STATE.sealed(KEY, BROWSER);
    var forShares = BROWSER.bind(KEY, "exchange-state", text.substring(0, text.indexOf('.')));

    assertThat(ConsoleState.open(forShares, KEY, BROWSER)).isEmpty();
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

    assertThat(BrowserSecret.open(cookie, KEY, NOW.plusSeconds(180))).contains(BROWSER);
    assertThat(BrowserSecret.open(cookie, KEY, NOW.plusSeconds(181))).isEmpty();
  }

  @Test
  void itIsGoodOnce() {
    var used = new UsedStates();

    assertThat(used.use(STATE.id())).isTrue();
    assertThat(used.use(STATE.id())).isFalse();
    assertThat(used.use("another")).isTrue();
  }

  @Property(tries = 500)
  void noOtherTextIsAState(@ForAll String text) {
    assertThat(ConsoleState.open(text, KEY, BROWSER)).isEmpty();
  }
}
