package org.clustershare.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Key for HMAC-SHA-256 (RFC 2104) of 32 or 64 bytes. */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";

  /** Substitute for a missing key, with which the settings are refused. */
  public static final SigningKey NONE = new SigningKey(new byte[1]);

  private final SecretKeySpec key;

  private SigningKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** Parses 32 or 64 bytes, as plain text or as hexadecimal digits; empty for any other text. */
  public static Optional<SigningKey> parse(String text) {
    if (text.matches("([0-9a-fA-F]{64}){1,2}")) {
      return Optional.of(new SigningKey(HexFormat.of().parseHex(text)));
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == 32 || bytes.length == 64
        ? Optional.of(new SigningKey(bytes))
        : Optional.empty();
  }

  /**
   * The authentication code of a text for a purpose. A code for one purpose is not valid for
   * another.
   */
  public byte[] sign(String purpose, String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }

  /** Whether a code comes from {@link #sign}. The comparison takes constant time. */
  public boolean verify(String purpose, String text, byte[] code) {
    return MessageDigest.isEqual(sign(purpose, text), code);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey signing
        && Arrays.equals(signing.key.getEncoded(), key.getEncoded());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key.getEncoded());
  }

  @Override
  public String toString() {
    return "•••";
  }
}
