package org.clustershare.oidc.signin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.clustershare.platform.crypto.SigningKey;

/** What the tests of states have in common: two keys, a browser, and a time. */
final class StateInputs {
  static final SigningKey KEY = SigningKey.parse("0123456789abcdefghijklmnopqrstuv").orElseThrow();

  static final SigningKey OTHER_KEY =
      SigningKey.parse("abcdefghijklmnopqrstuv0123456789").orElseThrow();

  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  static final SignInCookie BROWSER = SignInCookie.fresh();

  static final SignInStates STATES = new SignInStates(KEY);

  static final SignInStates OTHER_STATES = new SignInStates(OTHER_KEY);

  static final SignInState CONSOLE = state(SignInKind.CONSOLE, "page", "/console/projects");

  private StateInputs() {}

  static SignInState state(SignInKind kind, String name, String value) {
    return new SignInState(kind, "id", "client", Map.of(name, value), NOW);
  }

  static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
