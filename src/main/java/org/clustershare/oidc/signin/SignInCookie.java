package org.clustershare.oidc.signin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.SigningKey;

/**
 * Cookie that identifies a browser during a sign-in. It holds a random value, signed with its time
 * of issue, because a server cannot see a cookie's age. Several tabs share it. Each sign-in derives
 * its own PKCE verifier and nonce from it, so the server stores nothing.
 *
 * @param value 256 random bits
 */
public record SignInCookie(String value) {
  /** Time limit for a sign-in, and so the validity of the cookie. */
  public static final Duration LIFETIME = Duration.ofMinutes(3);

  private static final String PURPOSE = "browser-secret";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  public static SignInCookie fresh() {
    return new SignInCookie(RandomIds.token());
  }

  /** Returns the cookie's value: the secret, its time of issue and a signature. */
  public String signed(SigningKey key, Instant now) {
    var text = value + "." + now.getEpochSecond();
    return text + "." + ENCODER.encodeToString(key.sign(PURPOSE, text));
  }

  /** Returns the secret of a cookie that Cluster Share issued at most {@link #LIFETIME} ago. */
  public static Optional<SignInCookie> open(String cookie, SigningKey key, Instant now) {
    var parts = cookie.split("\\.", -1);
    if (parts.length != 3 || !parts[1].matches("[0-9]{1,12}")) {
      return Optional.empty();
    }
    try {
      var signature = Base64.getUrlDecoder().decode(parts[2]);
      var issuedAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return key.verify(PURPOSE, parts[0] + "." + parts[1], signature)
              && !now.isAfter(issuedAt.plus(LIFETIME))
          ? Optional.of(new SignInCookie(parts[0]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Derives a value, such as a PKCE verifier, that needs both this browser's cookie and the key.
   */
  public String derive(SigningKey key, String purpose, String stateId) {
    var signature = key.sign(purpose, value + "." + stateId);
    return new String(ENCODER.encode(signature), StandardCharsets.US_ASCII);
  }

  /** Appends to a text, after a dot, a signature that binds it to this browser and to a purpose. */
  public String bind(SigningKey key, String purpose, String text) {
    return text + "." + ENCODER.encodeToString(key.sign(purpose, text + value));
  }

  /** Returns the text that {@link #bind} bound, if it is unchanged and bound to this browser. */
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
