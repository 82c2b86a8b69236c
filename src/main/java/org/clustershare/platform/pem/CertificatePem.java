package org.clustershare.platform.pem;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.platform.problem.Message;

/**
 * Reads X.509 certificates (RFC 5280) from PEM: at most 20 of at most 16 KiB each, with a public
 * key within {@link PublicKeyLimits}. It does not check signatures.
 */
public final class CertificatePem {
  private static final String LABEL = "CERTIFICATE";
  private static final int MAX_CERTIFICATES = 20;
  private static final int MAX_DER_BYTES = 16 << 10;

  private CertificatePem() {}

  /**
   * Reads the certificates of a text, at least one. Other blocks and text are skipped: bundles have
   * comments between certificates, and sometimes keys.
   */
  public static List<X509Certificate> read(String pem) throws InvalidCertificateException {
    var blocks = PemBlock.all(pem).stream().filter(block -> block.label().equals(LABEL)).toList();
    if (blocks.isEmpty()) {
      throw new InvalidCertificateException(Message.of("pem.no-certificate"));
    }
    if (blocks.size() > MAX_CERTIFICATES) {
      throw new InvalidCertificateException(Message.of("pem.too-many", MAX_CERTIFICATES));
    }
    var certificates = new ArrayList<X509Certificate>();
    for (var block : blocks) {
      certificates.add(certificate(block));
    }
    return List.copyOf(certificates);
  }

  /** Reads the certificate of one block. */
  public static X509Certificate certificate(PemBlock block) throws InvalidCertificateException {
    var der = block.der().orElseThrow(CertificatePem::unreadable);
    if (der.length > MAX_DER_BYTES) {
      throw new InvalidCertificateException(
          Message.of("pem.certificate-large", MAX_DER_BYTES >> 10));
    }
    var certificate = parse(der);
    var refusal = PublicKeyLimits.refusal(certificate.getPublicKey());
    if (refusal.isPresent()) {
      throw new InvalidCertificateException(Message.of("pem.certificate-key", refusal.get()));
    }
    return certificate;
  }

  private static X509Certificate parse(byte[] der) throws InvalidCertificateException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | RuntimeException e) {
      throw unreadable();
    }
  }

  private static InvalidCertificateException unreadable() {
    return new InvalidCertificateException(Message.of("pem.unreadable"));
  }
}
