package org.clustershare.oidc.signin;

import jakarta.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.json.JsonFactory;

/**
 * What travels to the provider and back as {@code state} (RFC 6749, section 10.12) while somebody
 * signs in to the console: readable, but only the browser that began can bring it to an end. So the
 * server keeps nothing of people who have not signed in, however many begin.
 *
 * @param id random, for one use; the PKCE verifier and the nonce are derived from it
 * @param path the page that was asked for, an address of ours from the slash on
 * @param issuedAt when the sign-in began, to the second
 */
public record ConsoleSignInState(String id, String path, Instant issuedAt) {
  private static final String PURPOSE = "console-state";
  private static final int LONGEST = 2048;

  public boolean expired(Instant now) {
    return now.isAfter(issuedAt.plus(SignInCookie.LIFETIME))
        || now.isBefore(issuedAt.minusSeconds(60));
  }

  /** For the browser that begins. */
  public String sealed(SigningKey key, SignInCookie browser) {
    var json =
        JsonFactory.object()
            .add("id", id)
            .add("path", path)
            .add("at", issuedAt.getEpochSecond())
            .build()
            .toString();
    var text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    return browser.bind(key, PURPOSE, text);
  }

  /** The state, when it is ours, unchanged, and was given to this browser. */
  public static Optional<ConsoleSignInState> open(
      String sealed, SigningKey key, SignInCookie browser) {
    return sealed.length() > LONGEST
        ? Optional.empty()
        : browser.bound(key, PURPOSE, sealed).flatMap(ConsoleSignInState::read);
  }

  private static Optional<ConsoleSignInState> read(String text) {
    var json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    try (var reader = JsonFactory.reader(json)) {
      var object = reader.readObject();
      return Optional.of(
          new ConsoleSignInState(
              object.getString("id"),
              object.getString("path"),
              Instant.ofEpochSecond(object.getJsonNumber("at").longValueExact())));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
