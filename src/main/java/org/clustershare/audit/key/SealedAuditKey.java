package org.clustershare.audit.key;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import javax.crypto.SecretKey;
import org.clustershare.platform.crypto.EncryptionKeys;

/**
 * Encryption of the trail's key: compact JWE (RFC 7516), {@code dir} with A256GCM and the first of
 * {@code encryption-keys}. The header says the purpose, so no other sealed text opens as this key.
 */
final class SealedAuditKey {
  private static final String PURPOSE = "for";
  private static final String AUDIT = "audit";
  private static final String REMEDY =
      "Put the key that sealed it back into encryption-keys, after the newest key.";

  private final EncryptionKeys keys;

  SealedAuditKey(EncryptionKeys keys) {
    this.keys = keys;
  }

  String seal(byte[] key) {
    var newest = keys.keys().getFirst();
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(newest.id())
            .customParam(PURPOSE, AUDIT)
            .build();
    var sealed = new JWEObject(header, new Payload(key));
    try {
      sealed.encrypt(new DirectEncrypter(newest.key()));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java cannot encrypt with A256GCM", e);
    }
  }

  /**
   * The key.
   *
   * @throws IllegalStateException with a sentence for the operator, if {@code encryption-keys} has
   *     no such key or another one of this name, or the text was changed
   */
  byte[] open(String sealed) {
    try {
      var parsed = JWEObject.parse(sealed);
      var header = parsed.getHeader();
      if (header.getKeyID() == null) {
        throw unreadable();
      }
      var key = key(header.getKeyID());
      if (!AUDIT.equals(header.getCustomParam(PURPOSE))) {
        throw unreadable();
      }
      parsed.decrypt(new DirectDecrypter(key));
      return parsed.getPayload().toBytes();
    } catch (ParseException | JOSEException e) {
      throw unreadable();
    }
  }

  private SecretKey key(String id) {
    return keys.keys().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "encryption-keys has no key \"%s\", which sealed the key of the audit trail. %s"
                        .formatted(id, REMEDY)))
        .key();
  }

  private static IllegalStateException unreadable() {
    return new IllegalStateException(
        "The key of the audit trail cannot be opened: the key of this name in encryption-keys is"
            + " another one, or the table audit_chain was changed. "
            + REMEDY);
  }

  /** Whether another key than the newest one sealed this text. */
  boolean isUnderAnotherKey(String sealed) {
    try {
      return !keys.keys().getFirst().id().equals(JWEObject.parse(sealed).getHeader().getKeyID());
    } catch (ParseException e) {
      return false;
    }
  }
}
