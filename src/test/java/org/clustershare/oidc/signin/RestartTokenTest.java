package org.clustershare.oidc.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.clustershare.platform.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartTokenTest {
  private static final SigningKey KEY =
      SigningKey.parse("0123456789abcdefghijklmnopqrstuv").orElseThrow();
  private static final SigningKey OTHER_KEY =
      SigningKey.parse("abcdefghijklmnopqrstuv0123456789").orElseThrow();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SignInCookie BROWSER = SignInCookie.fresh();
  private static final SignInStates STATES = new SignInStates(KEY);
  private static final SignInStates OTHER_STATES = new SignInStates(OTHER_KEY);
  private static final SignInKind SHARE = SignInKind.SHARE;
  private static final SignInState STATE =
      new SignInState(SHARE, "id", "client", Map.of("share", "share", "style", "exec"), NOW);

  @Test
  void whatItBeganCanBeBegunAgainInAnyBrowserForAnHourButNotEnded() {
    var state = STATES.sign(STATE, BROWSER);
    var restartToken = STATES.restartToken(STATE);

    assertThat(STATES.openForRestart(state, SHARE, NOW.plusSeconds(3600))).contains(STATE);
    assertThat(STATES.openForRestart(restartToken, SHARE, NOW)).contains(STATE);
    assertThat(STATES.openForRestart(restartToken, SHARE, NOW.plusSeconds(3601))).isEmpty();
    assertThat(OTHER_STATES.openForRestart(restartToken, SHARE, NOW)).isEmpty();
    assertThat(STATES.open(restartToken, SHARE, BROWSER)).isEmpty();
    assertThat(STATES.open(STATES.restartToken(STATE, BROWSER), SHARE, BROWSER)).isEmpty();
  }

  @Test
  void itsBeginningIsReadInAnyBrowserHoweverOldWhenItsOwn() {
    assertThat(STATES.open(STATES.sign(STATE, BROWSER), SHARE)).contains(STATE);
    assertThat(STATES.open(OTHER_STATES.sign(STATE, BROWSER), SHARE)).isEmpty();
    assertThat(STATES.open("x", SHARE)).isEmpty();
  }

  @Test
  void onlyTheBrowserThatSawTheIssuersNameGoesOnToIt() {
    var announced = STATES.restartToken(STATE, BROWSER);

    assertThat(STATES.isBound(announced, SHARE, BROWSER)).isTrue();
    assertThat(STATES.isBound(announced, SHARE, SignInCookie.fresh())).isFalse();
    assertThat(STATES.isBound(STATES.restartToken(STATE), SHARE, BROWSER)).isFalse();
    assertThat(STATES.isBound(STATES.sign(STATE, BROWSER), SHARE, BROWSER)).isFalse();
    assertThat(STATES.openForRestart(announced, SHARE, NOW)).contains(STATE);
  }

  @Test
  void itHasTheCharactersOfAPathAndAQuery() {
    assertThat(STATES.restartToken(STATE, BROWSER)).matches("[A-Za-z0-9._-]+");
  }

  /** The token becomes part of Cluster Share's own links. */
  @ParameterizedTest
  @ValueSource(
      strings = {"x&error=y", "x#y", "", "x", "%26", "x y", "\u00e9", "AAAA.BBBB", "/../x", "?x=y"})
  void nothingCanBeHungOnWhatBeginsAgain(String more) {
    for (var token : new String[] {STATES.restartToken(STATE), STATES.sign(STATE, BROWSER)}) {
      assertThat(STATES.openForRestart(token + "." + more, SHARE, NOW)).isEmpty();
      assertThat(STATES.openForRestart(token + more + "&", SHARE, NOW)).isEmpty();
      assertThat(STATES.openForRestart(token + ".", SHARE, NOW)).isEmpty();
    }
  }
}
