package org.clustershare.cluster.kubernetes;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Private keys as PEM (RFC 7468): PKCS #1, SEC 1 or PKCS #8, without a password. */
public final class PrivateKeyPem {
  private PrivateKeyPem() {}

  /**
   * The first private key in a text.
   *
   * @throws IOException when there is none that can be read; its message can quote the text
   */
  public static PrivateKey read(String pem) throws IOException {
    try (var parser = new PEMParser(new StringReader(pem))) {
      var converter = new JcaPEMKeyConverter();
      for (var found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (found instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
        // Anything else, such as the EC PARAMETERS that openssl writes before the key.
      }
    }
    throw new IOException("no private key");
  }
}
