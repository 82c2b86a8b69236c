package org.clustershare.cluster.control;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates as PEM (RFC 7468). */
final class Pem {
  private Pem() {}

  /** The certificates in a text; at least one. */
  static List<X509Certificate> certificates(String pem, String field)
      throws InvalidKubeconfigException {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      if (!found.isEmpty()) {
        return found.stream().map(X509Certificate.class::cast).toList();
      }
    } catch (CertificateException e) {
      throw new InvalidKubeconfigException("%s holds no readable certificate.".formatted(field));
    }
    throw new InvalidKubeconfigException("%s holds no certificate.".formatted(field));
  }
}
