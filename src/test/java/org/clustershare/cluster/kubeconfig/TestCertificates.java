package org.clustershare.cluster.kubeconfig;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates and keys as kubeconfigs hold them: PEM, in base64. */
final class TestCertificates {
  private TestCertificates() {}

  static KeyPair keys(String algorithm, int size) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String certificate(KeyPair keys, Instant from, Instant until) {
    try {
      var name = new X500Name("CN=somebody");
      var signer =
          new JcaContentSignerBuilder(
                  keys.getPrivate().getAlgorithm().equals("RSA")
                      ? "SHA256withRSA"
                      : "SHA256withECDSA")
              .build(keys.getPrivate());
      var certificate =
          new JcaX509v3CertificateBuilder(
                  name, BigInteger.ONE, Date.from(from), Date.from(until), name, keys.getPublic())
              .build(signer);
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String key(PrivateKey key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), type);
  }

  static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
