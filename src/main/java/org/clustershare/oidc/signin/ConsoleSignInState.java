package org.clustershare.oidc.signin;

import jakarta.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.json.JsonFactory;

/**
 * The {@code state} of a sign-in to the console (RFC 6749, section 10.12), which travels to the
 * provider and back. It is readable, but only the browser that started the sign-in can complete it.
 * So the server stores nothing for people who have not signed in, however many start.
 *
 * @param id random, for one use; the PKCE verifier and the nonce are derived from it
 * @param path the requested page, an address of Cluster Share from the slash on
 * @param issuedAt the start of the sign-in, to the second
 */
public record ConsoleSignInState(String id, String path, Instant issuedAt) {
  private static final String PURPOSE = "console-state";
  private static final int MAX_LENGTH = 2048;

  public boolean expired(Instant now) {
    return now.isAfter(issuedAt.plus(SignInCookie.LIFETIME))
        || now.isBefore(issuedAt.minusSeconds(60));
  }

  /** Seals the state for the browser that starts the sign-in. */
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

  /** Returns the state if Cluster Share sealed it for this browser and it is unchanged. */
  public static Optional<ConsoleSignInState> open(
      String sealed, SigningKey key, SignInCookie browser) {
    return sealed.length() > MAX_LENGTH
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
