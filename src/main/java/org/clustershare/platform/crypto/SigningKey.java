package org.clustershare.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key for HMAC-SHA-256 (RFC 2104), 32 or 64 bytes long. */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";

  /** Stands in for a key that is missing; the settings are refused then. */
  public static final SigningKey NONE = new SigningKey(new byte[1]);

  private final SecretKeySpec key;

  private SigningKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** Reads 32 or 64 bytes, as they are or as hexadecimal digits; empty for anything else. */
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
   * The authentication code of a text under a purpose, so that a code made for one purpose is worth
   * nothing for another.
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

  /** Whether a code was made by {@link #sign}; takes the same time for every wrong code. */
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
