package org.clustershare.platform.crypto;

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

/**
 * Encryption of what belongs to one browser: compact JWE (RFC 7516), {@code dir} with A256GCM. The
 * key comes from the browser's secret and from the installation's encryption key that the header
 * names. So neither a copy of the database nor a stolen cookie opens a text alone.
 */
@Dependent
public class BrowserSeal {
  private final List<EncryptionKey> keys;

  @Inject
  public BrowserSeal(EncryptionKeys keys) {
    this.keys = List.copyOf(keys.keys());
  }

  /** Seals a text for a purpose; it opens for no other one. */
  public String seal(BrowserSecret browser, String purpose, String text) {
    var key = keys.get(0);
    var sealed = new JWEObject(header(key), new Payload(text));
    try {
      sealed.encrypt(new DirectEncrypter(browser.key(key.key(), purpose)));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java cannot encrypt with A256GCM", e);
    }
  }

  /**
   * Returns the text; empty if it was changed, or sealed for another browser or purpose, or with an
   * encryption key that the settings no longer name.
   */
  public Optional<String> open(BrowserSecret browser, String purpose, String sealed) {
    // The exact header of a known key: no other algorithm or compression is ever looked at.
    return keys.stream()
        .filter(key -> sealed.startsWith(header(key).toBase64URL() + "."))
        .findFirst()
        .flatMap(key -> decrypted(sealed, browser.key(key.key(), purpose)));
  }

  private static Optional<String> decrypted(String sealed, byte[] key) {
    try {
      var parsed = JWEObject.parse(sealed);
      parsed.decrypt(new DirectDecrypter(key));
      return Optional.of(parsed.getPayload().toString());
    } catch (ParseException | JOSEException notSealedSo) {
      return Optional.empty();
    }
  }

  private static JWEHeader header(EncryptionKey key) {
    return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
        .keyID(key.id())
        .build();
  }
}
