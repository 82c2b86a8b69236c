package org.clustershare.platform.crypto;

import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 key with a name.
 *
 * @param id the key's name in sealed data: 1 to 32 letters, digits, dots, dashes or underscores
 * @param key 32 bytes
 */
public record EncryptionKey(String id, SecretKey key) {
  private static final int BYTES = 32;

  /** Parses {@code kid:base64}; empty if the text has another form. */
  public static Optional<EncryptionKey> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !text.substring(0, colon).matches("[A-Za-z0-9._-]{1,32}")) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getDecoder().decode(text.substring(colon + 1));
      return bytes.length == BYTES
          ? Optional.of(
              new EncryptionKey(text.substring(0, colon), new SecretKeySpec(bytes, "AES")))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "EncryptionKey[" + id + "]";
  }
}
