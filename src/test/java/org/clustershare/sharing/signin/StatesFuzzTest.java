package org.clustershare.sharing.signin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.signin.ConsoleSignInState;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.testbed.Fuzz;
import org.clustershare.testbed.Mutations;
import org.junit.jupiter.api.Test;

/** Cookies and states of a browser are Cluster Share's or refused, and the check is fast. */
class StatesFuzzTest {
  private static final int MANY = 250_000;
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SigningKey KEY = SigningKey.parse("k".repeat(32)).orElseThrow();
  private static final SignInCookie BROWSER = SignInCookie.fresh();

  @Test
  void cookiesAndStatesNeverComputeForLong() throws InterruptedException {
    var exchange = new ShareSignInState("i", "s", "c", KubeconfigStyle.EXEC, false, NOW);
    var console = new ConsoleSignInState("i", "/console/projects", NOW);
    // With a valid signature, so that the content is read as well.
    var signed = KEY.sign("exchange-again", "AAAA");
    var good =
        List.of(
            BROWSER.signed(KEY, NOW),
            exchange.sealed(KEY, BROWSER),
            exchange.again(KEY),
            console.sealed(KEY, BROWSER),
            "AAAA." + Base64.getUrlEncoder().withoutPadding().encodeToString(signed));
    var worst = new LinkedHashMap<String, String>();
    worst.put("dots", ".".repeat(MANY));
    worst.put("time", "a.999999999999.AAAA");
    worst.put("long time", "a." + "9".repeat(MANY) + ".AAAA");
    worst.put("code", "a.1." + "A".repeat(MANY));
    worst.put("not UTF-8", new String(new byte[] {(byte) 0xff}, StandardCharsets.ISO_8859_1));

    new Fuzz<>("state", StatesFuzzTest::use)
        .run(worst, new Mutations(good, List.of(".", "A", "=", "-", "_", "9", " ", "+"))::next);
  }

  private static void use(String text) {
    if (SignInCookie.open(text, KEY, NOW).filter(found -> !found.equals(BROWSER)).isPresent()) {
      throw new IllegalStateException("a cookie of another key");
    }
    Optional<?> found = ShareSignInState.open(text, KEY, BROWSER);
    if (found.isEmpty()) {
      ShareSignInState.openAgain(text, KEY, NOW);
      ConsoleSignInState.open(text, KEY, BROWSER);
    }
  }
}
