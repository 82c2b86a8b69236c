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
import java.util.Optional;
import org.clustershare.platform.crypto.EncryptionKey;
import org.clustershare.platform.crypto.EncryptionKeys;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of the trail's key: compact JWE (RFC 7516), {@code dir} with A256GCM and the first of
 * {@code encryption-keys}. The header says the purpose, so no other sealed text opens as this key.
 */
final class SealedAuditKey {
  private static final String PURPOSE = "for";
  private static final String AUDIT = "audit";

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

  /** The name of the encryption key that sealed this text, if {@code encryption-keys} lacks it. */
  Optional<String> missingKey(String sealed) {
    try {
      var name = Optional.ofNullable(JWEObject.parse(sealed).getHeader().getKeyID());
      return name.filter(id -> key(id).isEmpty());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  /** The key; empty if its encryption key is missing or another one, or the text was changed. */
  Optional<byte[]> open(String sealed) {
    try {
      var parsed = JWEObject.parse(sealed);
      var header = parsed.getHeader();
      var key = key(header.getKeyID());
      if (key.isEmpty() || !AUDIT.equals(header.getCustomParam(PURPOSE))) {
        return Optional.empty();
      }
      parsed.decrypt(new DirectDecrypter(key.get().key()));
      return Optional.of(parsed.getPayload().toBytes());
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private Optional<EncryptionKey> key(@Nullable String id) {
    return keys.keys().stream().filter(key -> key.id().equals(id)).findFirst();
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
