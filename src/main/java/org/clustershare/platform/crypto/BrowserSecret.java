package org.clustershare.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * 256 random bits that only one browser has, in a cookie. The database knows a row by its {@link
 * #id}, and holds the content as {@link BrowserSeal} seals it. So a copy of the database neither
 * yields a cookie nor opens a row. Values for different purposes are independent (HKDF, RFC 5869).
 *
 * @param value 43 characters (base64url: RFC 4648, section 5)
 */
public record BrowserSecret(String value) {
  private static final int BYTES = 32;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /**
   * Checks the form, so that each secret has one spelling.
   *
   * @throws IllegalArgumentException for any other text
   */
  public BrowserSecret {
    var bytes = Base64.getUrlDecoder().decode(value);
    if (bytes.length != BYTES || !ENCODER.encodeToString(bytes).equals(value)) {
      throw new IllegalArgumentException("not a secret of 256 bits");
    }
  }

  public static BrowserSecret fresh() {
    return new BrowserSecret(RandomIds.token());
  }

  /** Returns the secret of a cookie; empty for a text of another form. */
  public static Optional<BrowserSecret> parse(String text) {
    try {
      return Optional.of(new BrowserSecret(text));
    } catch (IllegalArgumentException notASecret) {
      return Optional.empty();
    }
  }

  /** Returns the id of this secret's row: 64 hexadecimal digits, which do not lead back to it. */
  public String id(String purpose) {
    return HexFormat.of().formatHex(derived(HKDFParameterSpec.ofExtract(), "id " + purpose));
  }

  /** Returns a secret for another purpose: 43 characters, the same at each call. */
  public String derive(String purpose) {
    return ENCODER.encodeToString(derived(HKDFParameterSpec.ofExtract(), "secret " + purpose));
  }

  /** Returns the bytes of a key that also needs a key of the installation. */
  byte[] key(SecretKey ofInstallation, String purpose) {
    return derived(HKDFParameterSpec.ofExtract().addSalt(ofInstallation), "key " + purpose);
  }

  private byte[] derived(HKDFParameterSpec.Builder extract, String info) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              extract
                  .addIKM(Base64.getUrlDecoder().decode(value))
                  .thenExpand(info.getBytes(StandardCharsets.UTF_8), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "•••";
  }
}
