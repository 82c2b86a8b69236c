package org.clustershare.oidc.signin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.SigningKey;

/**
 * What tells one browser from another while somebody signs in: a random value in a cookie, signed
 * with the time at which it was given, because a cookie's age is nothing a server can see. Several
 * tabs share it; each sign-in derives its own PKCE verifier and nonce from it, so the server keeps
 * nothing.
 *
 * @param value 256 random bits
 */
public record SignInCookie(String value) {
  /** How long a sign-in may take, and so how long the cookie is good for. */
  public static final Duration LIFETIME = Duration.ofMinutes(3);

  private static final String PURPOSE = "browser-secret";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  public static SignInCookie fresh() {
    return new SignInCookie(RandomIds.token());
  }

  /** The cookie's value. */
  public String signed(SigningKey key, Instant now) {
    var text = value + "." + now.getEpochSecond();
    return text + "." + ENCODER.encodeToString(key.sign(PURPOSE, text));
  }

  /** The secret in a cookie that we gave at most {@link #LIFETIME} ago. */
  public static Optional<SignInCookie> open(String cookie, SigningKey key, Instant now) {
    var parts = cookie.split("\\.", -1);
    if (parts.length != 3 || !parts[1].matches("[0-9]{1,12}")) {
      return Optional.empty();
    }
    try {
      var code = Base64.getUrlDecoder().decode(parts[2]);
      var given = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return key.verify(PURPOSE, parts[0] + "." + parts[1], code)
              && !now.isAfter(given.plus(LIFETIME))
          ? Optional.of(new SignInCookie(parts[0]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A value that only this browser's cookie and our key give, such as a PKCE verifier. */
  public String derive(SigningKey key, String purpose, String stateId) {
    var code = key.sign(purpose, value + "." + stateId);
    return new String(ENCODER.encode(code), StandardCharsets.US_ASCII);
  }

  /**
   * A text, and after its last dot a code that says which browser it was given to, and for what.
   */
  public String bind(SigningKey key, String purpose, String text) {
    return text + "." + ENCODER.encodeToString(key.sign(purpose, text + value));
  }

  /** The text in what {@link #bind} made, when it is unchanged and was given to this browser. */
  public Optional<String> bound(SigningKey key, String purpose, String bound) {
    int dot = bound.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var text = bound.substring(0, dot);
    try {
      var spelled = bound.substring(dot + 1);
      var code = Base64.getUrlDecoder().decode(spelled);
      // One spelling only: a state in another one would be another state to those who read it
      // first.
      return spelled.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(code))
              && key.verify(purpose, text + value, code)
          ? Optional.of(text)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "•••";
  }
}
