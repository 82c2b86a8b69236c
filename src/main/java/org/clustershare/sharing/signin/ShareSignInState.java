package org.clustershare.sharing.signin;

import jakarta.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.signin.SignInCookie;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.json.JsonFactory;

/**
 * What travels to the provider and back as {@code state} (RFC 6749, section 10.12): readable, but
 * signed twice. The first signature says that it is ours; with it alone a sign-in can only be begun
 * again, for an hour. The second one covers the browser's secret: only the browser that began can
 * bring the state to an end.
 *
 * @param id random, for one use
 * @param shareId the share that the sign-in began with
 * @param client names the OIDC client that the sign-in began with: codes of one are never changed
 *     at another (mix-up, RFC 9700, section 4.4)
 * @param style the kubeconfig that is wanted
 * @param direct whether the file itself is the answer, as KKP's links promise
 * @param issuedAt when the sign-in began, to the second
 */
record ShareSignInState(
    String id,
    String shareId,
    String client,
    KubeconfigStyle style,
    boolean direct,
    Instant issuedAt) {
  /** How long one that did not come to its end can be begun again. */
  static final Duration AGAIN = Duration.ofHours(1);

  private static final String OURS = "exchange-again";
  private static final String PURPOSE = "exchange-state";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final int LONGEST = 2048;

  /** A signature in base64url: HMAC with SHA-256. */
  private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{43}");

  boolean expired(Instant now) {
    return outlived(now, SignInCookie.LIFETIME);
  }

  private boolean outlived(Instant now, Duration lifetime) {
    return now.isAfter(issuedAt.plus(lifetime)) || now.isBefore(issuedAt.minusSeconds(60));
  }

  String sealed(SigningKey key, SignInCookie browser) {
    return browser.bind(key, PURPOSE, again(key));
  }

  /** What begins the same sign-in again, in any browser. */
  String again(SigningKey key) {
    var payload =
        ENCODER.encodeToString(
            JsonFactory.object()
                .add("id", id)
                .add("share", shareId)
                .add("client", client)
                .add("style", style.key())
                .add("direct", direct)
                .add("at", issuedAt.getEpochSecond())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    return payload + "." + ENCODER.encodeToString(key.sign(OURS, payload));
  }

  /** The state, when it is ours, unchanged, and was given to this browser. */
  static Optional<ShareSignInState> open(String sealed, SigningKey key, SignInCookie browser) {
    return sealed.length() > LONGEST
        ? Optional.empty()
        : browser.bound(key, PURPOSE, sealed).flatMap(signed -> ours(signed, key));
  }

  /**
   * What a sign-in began with within the last hour, in any browser; from a whole state or from its
   * beginning.
   */
  static Optional<ShareSignInState> openAgain(String sealed, SigningKey key, Instant now) {
    return openAnywhere(sealed, key).filter(state -> !state.outlived(now, AGAIN));
  }

  /**
   * What a sign-in began with, however long ago, in any browser. The third part cannot be checked
   * without the browser that it was given to, so it has to look like a signature at least: it is no
   * place for further parameters of an address.
   */
  static Optional<ShareSignInState> openAnywhere(String sealed, SigningKey key) {
    var parts = sealed.split("\\.", -1);
    boolean whole = parts.length == 3 && SIGNATURE.matcher(parts[2]).matches();
    return sealed.length() > LONGEST || !(whole || parts.length == 2)
        ? Optional.empty()
        : ours(parts[0] + "." + parts[1], key);
  }

  private static Optional<ShareSignInState> ours(String signed, SigningKey key) {
    int dot = signed.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : code(signed.substring(dot + 1))
            .filter(code -> key.verify(OURS, signed.substring(0, dot), code))
            .flatMap(code -> read(signed.substring(0, dot)));
  }

  private static Optional<byte[]> code(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ShareSignInState> read(String payload) {
    var text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    try (var reader = JsonFactory.reader(text)) {
      var json = reader.readObject();
      return KubeconfigStyle.of(json.getString("style"))
          .map(
              style ->
                  new ShareSignInState(
                      json.getString("id"),
                      json.getString("share"),
                      json.getString("client"),
                      style,
                      json.getBoolean("direct"),
                      Instant.ofEpochSecond(json.getJsonNumber("at").longValueExact())));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
