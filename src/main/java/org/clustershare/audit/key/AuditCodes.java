package org.clustershare.audit.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.clustershare.audit.entity.AuditRecord;

/**
 * Message authentication codes of the trail: HMAC-SHA-256 (RFC 2104) in hex. Each text is preceded
 * by its length, so no two lists of texts have the same code. A word that says what the code is for
 * comes first.
 */
public final class AuditCodes {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * @param key 32 bytes
   */
  public AuditCodes(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The code over the content of a record. */
  public String stamp(AuditRecord row) {
    return code("record", row.fields());
  }

  /** The code of a record in the chain. */
  public String link(String previousMac, long position, String stamp) {
    return code("link", List.of(previousMac, String.valueOf(position), stamp));
  }

  /** The code over the chain's end and its pruned beginning. */
  public String anchor(long position, String mac, long prunedPosition, String prunedMac) {
    return code(
        "anchor",
        List.of(String.valueOf(position), mac, String.valueOf(prunedPosition), prunedMac));
  }

  /** Compares codes in constant time. */
  public static boolean areEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String code(String purpose, List<String> texts) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      update(mac, purpose);
      texts.forEach(text -> update(mac, text));
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }

  private static void update(Mac mac, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    mac.update(bytes);
  }
}
