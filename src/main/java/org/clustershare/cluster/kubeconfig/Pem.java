package org.clustershare.cluster.kubeconfig;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Certificates as PEM (RFC 7468). */
final class Pem {
  private static final int MOST = 20;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]*+-----END CERTIFICATE-----\\s*");
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  /** These certificates and nothing else, one after the other. */
  static String text(List<X509Certificate> certificates, String field)
      throws InvalidKubeconfigException {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      try {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(LINES.encodeToString(certificate.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      } catch (CertificateEncodingException e) {
        throw new InvalidKubeconfigException("%s holds no readable certificate.".formatted(field));
      }
    }
    return text.toString();
  }

  /** The certificates in a text; at least one. */
  static List<X509Certificate> certificates(String pem, String field)
      throws InvalidKubeconfigException {
    // Only what is marked as certificate: bundles have comments between them, and sometimes keys.
    var blocks = BLOCK.matcher(pem).results().map(MatchResult::group).toList();
    if (blocks.isEmpty()) {
      throw new InvalidKubeconfigException("%s holds no certificate as PEM.".formatted(field));
    }
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(
                      String.join("\n", blocks).getBytes(StandardCharsets.UTF_8)));
      if (found.size() > MOST) {
        throw new InvalidKubeconfigException(
            "%s holds more than %d certificates.".formatted(field, MOST));
      }
      return found.stream().map(X509Certificate.class::cast).toList();
    } catch (CertificateException e) {
      throw new InvalidKubeconfigException("%s holds no readable certificate.".formatted(field));
    }
  }
}
