package org.clustershare.platform.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests (FIPS 180-4) in lower case hex. */
public final class Sha256 {
  private Sha256() {}

  /** The digest of a text in UTF-8. */
  public static String hex(String text) {
    return hex(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The digest of a buffer's remaining bytes. */
  public static String hex(ByteBuffer bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
