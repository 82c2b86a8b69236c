package org.clustershare.oidc.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.testbed.hostile.Fuzz;
import org.clustershare.testbed.hostile.Mutations;
import org.junit.jupiter.api.Test;

/** Cookies and states of a browser are Cluster Share's or refused, and the check is fast. */
class StatesFuzzTest {
  private static final int MANY = 250_000;
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SigningKey KEY = SigningKey.parse("k".repeat(32)).orElseThrow();
  private static final SignInStates STATES = new SignInStates(KEY);
  private static final SignInCookie BROWSER = SignInCookie.fresh();

  @Test
  void cookiesAndStatesNeverComputeForLong() throws InterruptedException {
    var share = new SignInState(SignInKind.SHARE, "i", "c", Map.of("style", "exec"), NOW);
    var console =
        new SignInState(SignInKind.CONSOLE, "i", "c", Map.of("page", "/console/projects"), NOW);
    // With a valid signature, so that the content is read as well.
    var empty = signed("{}");
    var good =
        List.of(
            BROWSER.signed(KEY, SignInKind.CONSOLE, NOW),
            STATES.sign(share, BROWSER),
            STATES.restartToken(share),
            STATES.sign(console, BROWSER),
            empty);
    var worst = new LinkedHashMap<String, String>();
    worst.put("dots", ".".repeat(MANY));
    worst.put("time", "a.999999999999.AAAA");
    worst.put("long time", "a." + "9".repeat(MANY) + ".AAAA");
    worst.put("code", "a.1." + "A".repeat(MANY));
    worst.put("not UTF-8", new String(new byte[] {(byte) 0xff}, StandardCharsets.ISO_8859_1));

    new Fuzz<>("state", StatesFuzzTest::use)
        .run(worst, new Mutations(good, List.of(".", "A", "=", "-", "_", "9", " ", "+"))::next);
  }

  private static String signed(String payload) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.HS256)
              .type(new JOSEObjectType("sign-in-state+jwt"))
              .build();
      var jws = new JWSObject(header, new Payload(payload));
      jws.sign(new MACSigner(KEY.sign("sign-in-state", "share")));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void use(String text) {
    if (SignInCookie.open(text, KEY, SignInKind.CONSOLE, NOW)
        .filter(found -> !found.equals(BROWSER))
        .isPresent()) {
      throw new IllegalStateException("a cookie of another key");
    }
    if (STATES.open(text, SignInKind.SHARE, BROWSER).isEmpty()) {
      STATES.openForRestart(text, SignInKind.SHARE, NOW);
      STATES.open(text, SignInKind.CONSOLE, BROWSER);
    }
    SignInState.claimedKind(text);
  }
}
