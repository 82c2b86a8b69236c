package org.clustershare.platform.idempotency;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.crypto.EncryptionKey;
import org.clustershare.platform.crypto.EncryptionKeys;

/**
 * Encryption of the answers that wait for a repetition, because some hold a secret: the answer to a
 * new share holds its link. Compact JWE (RFC 7516), {@code dir} with A256GCM and the first of
 * {@code encryption-keys}. The header names the call, so a seal does not open in another row.
 */
@Dependent
class SealedAnswers {
  private static final String CALL = "call";

  private final List<EncryptionKey> keys;

  @Inject
  SealedAnswers(EncryptionKeys keys) {
    this(keys.keys());
  }

  SealedAnswers(List<EncryptionKey> keys) {
    this.keys = List.copyOf(keys);
  }

  String seal(String callId, String answer) {
    var key = keys.get(0);
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(key.id())
            .customParam(CALL, callId)
            .build();
    var sealed = new JWEObject(header, new Payload(answer));
    try {
      sealed.encrypt(new DirectEncrypter(key.key()));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java cannot encrypt with A256GCM", e);
    }
  }

  /** The answer; empty when its key is gone, or when the row was changed or swapped. */
  Optional<String> open(String callId, String sealed) {
    try {
      var parsed = JWEObject.parse(sealed);
      var header = parsed.getHeader();
      var key = keys.stream().filter(known -> known.id().equals(header.getKeyID())).findFirst();
      if (key.isEmpty() || !callId.equals(header.getCustomParam(CALL))) {
        return Optional.empty();
      }
      parsed.decrypt(new DirectDecrypter(key.get().key()));
      return Optional.of(parsed.getPayload().toString());
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }
}
