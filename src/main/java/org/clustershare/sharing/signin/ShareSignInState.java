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
 * The {@code state} of a recipient's sign-in (RFC 6749, section 10.12), which travels to the
 * provider and back: readable, but signed twice. The first signature shows that Cluster Share
 * issued the state; alone it only allows a restart of the sign-in, for an hour. The second one
 * covers the browser's secret: only the browser that started the sign-in can complete it.
 *
 * @param id random, for one use
 * @param shareId the share of the sign-in
 * @param client the name of the sign-in's OIDC client: the code of one client is never redeemed at
 *     another (mix-up, RFC 9700, section 4.4)
 * @param style the requested style of the kubeconfig
 * @param direct whether the file itself is the answer, as KKP's links promise
 * @param issuedAt the start of the sign-in, to the second
 */
record ShareSignInState(
    String id,
    String shareId,
    String client,
    KubeconfigStyle style,
    boolean direct,
    Instant issuedAt) {
  /** How long an unfinished sign-in can be restarted. */
  static final Duration AGAIN = Duration.ofHours(1);

  private static final String RESTART_PURPOSE = "exchange-again";
  private static final String PURPOSE = "exchange-state";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final int MAX_LENGTH = 2048;

  /** A signature in base64url: HMAC with SHA-256. */
  private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{43}");

  boolean expired(Instant now) {
    return isOutside(now, SignInCookie.LIFETIME);
  }

  private boolean isOutside(Instant now, Duration lifetime) {
    return now.isAfter(issuedAt.plus(lifetime)) || now.isBefore(issuedAt.minusSeconds(60));
  }

  String sealed(SigningKey key, SignInCookie browser) {
    return browser.bind(key, PURPOSE, again(key));
  }

  /** Returns the token that restarts the same sign-in, in any browser. */
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
    return payload + "." + ENCODER.encodeToString(key.sign(RESTART_PURPOSE, payload));
  }

  /** Returns the state if Cluster Share sealed it for this browser and it is unchanged. */
  static Optional<ShareSignInState> open(String sealed, SigningKey key, SignInCookie browser) {
    return sealed.length() > MAX_LENGTH
        ? Optional.empty()
        : browser.bound(key, PURPOSE, sealed).flatMap(signed -> verify(signed, key));
  }

  /**
   * Returns the state of a sign-in that any browser started within the last hour, from a whole
   * state or from its beginning.
   */
  static Optional<ShareSignInState> openAgain(String sealed, SigningKey key, Instant now) {
    return openAnywhere(sealed, key).filter(state -> !state.isOutside(now, AGAIN));
  }

  /**
   * Returns the state of a sign-in that any browser started, however long ago. The third part
   * cannot be verified without its browser. So it must at least have a signature's form, because it
   * must not carry further parameters of an address.
   */
  static Optional<ShareSignInState> openAnywhere(String sealed, SigningKey key) {
    var parts = sealed.split("\\.", -1);
    boolean whole = parts.length == 3 && SIGNATURE.matcher(parts[2]).matches();
    return sealed.length() > MAX_LENGTH || !(whole || parts.length == 2)
        ? Optional.empty()
        : verify(parts[0] + "." + parts[1], key);
  }

  private static Optional<ShareSignInState> verify(String signed, SigningKey key) {
    int dot = signed.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : decode(signed.substring(dot + 1))
            .filter(signature -> key.verify(RESTART_PURPOSE, signed.substring(0, dot), signature))
            .flatMap(signature -> read(signed.substring(0, dot)));
  }

  private static Optional<byte[]> decode(String text) {
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
