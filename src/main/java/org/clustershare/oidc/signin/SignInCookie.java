package org.clustershare.oidc.signin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.SigningKey;

/**
 * Secret that identifies a browser during a sign-in. It lies in a cookie, signed with its kind and
 * its time of issue, because a server cannot see a cookie's age. For a trust check it derives from
 * the console session. Several tabs share it. Each sign-in derives its own PKCE verifier and nonce
 * from it, so the server stores nothing.
 *
 * @param value 256 random bits
 */
public record SignInCookie(String value) {
  private static final String PURPOSE = "sign-in-cookie-";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  public static SignInCookie fresh() {
    return new SignInCookie(RandomIds.token());
  }

  /** Returns the cookie's value: the secret, its time of issue and a signature. */
  public String signed(SigningKey key, SignInKind kind, Instant now) {
    var text = value + "." + now.getEpochSecond();
    return text + "." + ENCODER.encodeToString(key.sign(PURPOSE + kind.key(), text));
  }

  /**
   * Returns the secret of a cookie that Cluster Share issued for this kind at most {@link
   * SignInState#LIFETIME} ago.
   */
  public static Optional<SignInCookie> open(
      String cookie, SigningKey key, SignInKind kind, Instant now) {
    var parts = cookie.split("\\.", -1);
    if (parts.length != 3 || !parts[1].matches("[0-9]{1,12}")) {
      return Optional.empty();
    }
    try {
      var signature = Base64.getUrlDecoder().decode(parts[2]);
      var issuedAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return key.verify(PURPOSE + kind.key(), parts[0] + "." + parts[1], signature)
              && !now.isAfter(issuedAt.plus(SignInState.LIFETIME))
          ? Optional.of(new SignInCookie(parts[0]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Derives a value, such as a PKCE verifier, that needs both this browser's secret and the key.
   */
  public String derive(SigningKey key, String purpose, String stateId) {
    var signature = key.sign(purpose, value + "." + stateId);
    return new String(ENCODER.encode(signature), StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "•••";
  }
}
