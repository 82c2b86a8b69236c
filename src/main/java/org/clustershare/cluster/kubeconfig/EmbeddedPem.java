package org.clustershare.cluster.kubeconfig;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.clustershare.platform.pem.CertificatePem;
import org.clustershare.platform.pem.InvalidCertificateException;
import org.clustershare.platform.pem.PemBlock;
import org.clustershare.platform.problem.Message;

/** Certificates in fields of a kubeconfig, as PEM (RFC 7468); each refusal names the field. */
final class EmbeddedPem {
  private EmbeddedPem() {}

  /** These certificates and nothing else, one after the other. */
  static String text(List<X509Certificate> certificates, String field)
      throws InvalidKubeconfigException {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      try {
        text.append(PemBlock.text("CERTIFICATE", certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new InvalidKubeconfigException(Message.of("pem.field-unreadable", field));
      }
    }
    return text.toString();
  }

  /** The certificates in a text; at least one. */
  static List<X509Certificate> certificates(String pem, String field)
      throws InvalidKubeconfigException {
    try {
      return CertificatePem.read(pem);
    } catch (InvalidCertificateException e) {
      throw new InvalidKubeconfigException(Message.of("pem.phrased", field, e.phrase()));
    }
  }
}
