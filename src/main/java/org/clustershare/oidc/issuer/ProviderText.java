package org.clustershare.oidc.issuer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a provider, such as the reason for a refusal (RFC 6749, section 4.1.2.1), made safe to
 * display.
 */
public final class ProviderText {
  private static final int MAX_LENGTH = 200;

  private ProviderText() {}

  public static String describe(@Nullable String error, @Nullable String description) {
    return Optional.ofNullable(description)
        .filter(text -> !text.isBlank())
        .map(text -> clean(error) + ": " + clean(text))
        .orElseGet(() -> clean(error));
  }

  /** One line of visible ASCII, of at most 200 characters. */
  public static String clean(@Nullable String text) {
    var printable = String.valueOf(text).replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "…" : printable;
  }
}
