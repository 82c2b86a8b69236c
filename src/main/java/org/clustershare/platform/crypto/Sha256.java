package org.clustershare.platform.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), in lower case hex. */
public final class Sha256 {
  private Sha256() {}

  /** Of a text's UTF-8. */
  public static String hex(String text) {
    return hex(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of what remains in a buffer. */
  public static String hex(ByteBuffer octets) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(octets);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
