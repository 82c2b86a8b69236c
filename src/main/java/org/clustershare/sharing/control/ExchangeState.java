package org.clustershare.sharing.control;

import jakarta.json.Json;
import jakarta.json.JsonException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.platform.settings.SigningKey;

/**
 * What travels to the provider and back as {@code state} (RFC 6749, section 10.12): readable, but
 * signed together with the browser's secret, so that nobody can change it and no other browser can
 * bring it.
 *
 * @param id random, for one use
 * @param shareId the share that the sign-in began with
 * @param style the kubeconfig that is wanted
 * @param direct whether the file itself is the answer, as KKP's links promise
 * @param issuedAt when the sign-in began, to the second
 */
record ExchangeState(
    String id, String shareId, KubeconfigStyle style, boolean direct, Instant issuedAt) {
  /** How long a sign-in may take. */
  static final Duration LIFETIME = Duration.ofMinutes(3);

  private static final String PURPOSE = "exchange-state";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  boolean expired(Instant now) {
    return now.isAfter(issuedAt.plus(LIFETIME)) || now.isBefore(issuedAt.minusSeconds(60));
  }

  String sealed(SigningKey key, BrowserSecret browser) {
    var payload =
        ENCODER.encodeToString(
            Json.createObjectBuilder()
                .add("id", id)
                .add("share", shareId)
                .add("style", style.name())
                .add("direct", direct)
                .add("at", issuedAt.getEpochSecond())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    return payload + "." + ENCODER.encodeToString(key.sign(PURPOSE, payload + browser.value()));
  }

  /** The state, when it is ours, unchanged, and was given to this browser. */
  static Optional<ExchangeState> open(String sealed, SigningKey key, BrowserSecret browser) {
    int dot = sealed.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var payload = sealed.substring(0, dot);
    try {
      var code = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
      if (!key.verify(PURPOSE, payload + browser.value(), code)) {
        return Optional.empty();
      }
      var text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
      try (var reader = Json.createReader(new StringReader(text))) {
        var json = reader.readObject();
        return Optional.of(
            new ExchangeState(
                json.getString("id"),
                json.getString("share"),
                KubeconfigStyle.valueOf(json.getString("style")),
                json.getBoolean("direct"),
                Instant.ofEpochSecond(json.getJsonNumber("at").longValueExact())));
      }
    } catch (IllegalArgumentException | JsonException e) {
      return Optional.empty();
    }
  }
}
