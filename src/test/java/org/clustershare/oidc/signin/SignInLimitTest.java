package org.clustershare.oidc.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;

/** Which answers count as sign-ins of an address. */
class SignInLimitTest {
  private static final SigningKey KEY = SigningKey.parse("0".repeat(64)).orElseThrow();
  private static final SignInKind KIND = SignInKind.CONSOLE;

  private final TestClock clock = new TestClock(Instant.parse("2026-11-28T08:00:00Z"));
  private final SignInCookie browser = SignInCookie.fresh();
  private int counted;

  @SuppressWarnings("NullAway") // No code is redeemed.
  private final AuthorizationCodeFlow flow =
      new AuthorizationCodeFlow(
          oidc(), null, new StateReplayGuard(new Rows(), clock), () -> counted++, clock);

  /** Used states in memory. */
  private static final class Rows extends UsedStateRows {
    private final Set<String> used = new HashSet<>();

    @Override
    boolean exists(String hash) {
      return used.contains(hash);
    }

    @Override
    boolean insert(String hash, Instant expiresAt) {
      return used.add(hash);
    }
  }

  @SuppressWarnings("NullAway") // The flow uses one of the settings.
  private static OidcSettings oidc() {
    var uri = URI.create("https://provider.example");
    return new OidcSettings(
        uri,
        uri,
        uri,
        "client",
        Optional.empty(),
        Optional.empty(),
        KEY,
        Optional.empty(),
        true,
        null,
        null);
  }

  private String state(String id) {
    return new SignInStates(KEY)
        .sign(new SignInState(KIND, id, "client", Map.of(), clock.instant()), browser);
  }

  private void answer(String state, SignInCookie from) {
    flow.accept(
        AuthorizationResponse.of(Map.of("code", List.of("c"), "state", List.of(state))),
        KIND,
        Optional.of(from),
        failure -> IdentityProblem.SIGN_IN_EXPIRED);
  }

  private void assertRefusedWithoutCount(String state, SignInCookie from) {
    int before = counted;
    assertThatThrownBy(() -> answer(state, from)).isInstanceOf(ProblemException.class);
    assertThat(counted).isEqualTo(before);
  }

  @Test
  void anInventedStateDoesNot() {
    assertRefusedWithoutCount("x", browser);
  }

  @Test
  void theStateOfAnotherBrowserDoesNot() {
    assertRefusedWithoutCount(state("a"), SignInCookie.fresh());
  }

  @Test
  void theAnswerToASignInOfTheBrowserDoesOnce() {
    var state = state("a");
    answer(state, browser);
    assertThat(counted).isEqualTo(1);

    for (int i = 0; i < 10; i++) {
      assertRefusedWithoutCount(state, browser);
    }
  }
}
