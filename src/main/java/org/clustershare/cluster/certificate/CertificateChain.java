package org.clustershare.cluster.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.util.io.pem.PemReader;
import org.clustershare.platform.pem.PemBlock;

/**
 * A certificate and its intermediates. Only their ASN.1 is read: nothing is computed with an
 * untrusted key.
 */
record CertificateChain(List<X509CertificateHolder> certificates) {
  private static final String TYPE = "CERTIFICATE";
  private static final int MAX_LENGTH = 64 << 10;
  private static final int MAX_CERTIFICATES = 10;

  /**
   * Reads PEM (RFC 7468).
   *
   * @throws IOException if it is not 1 to 10 certificates and nothing else, in 64 KiB
   */
  static CertificateChain read(String pem) throws IOException {
    if (pem.length() > MAX_LENGTH) {
      throw new IOException("longer than %d KiB".formatted(MAX_LENGTH >> 10));
    }
    var found = new ArrayList<X509CertificateHolder>();
    try (var reader = new PemReader(new StringReader(pem))) {
      for (var block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
        if (!block.getType().equals(TYPE) || found.size() == MAX_CERTIFICATES) {
          throw new IOException(
              "not 1 to %d certificates and nothing else".formatted(MAX_CERTIFICATES));
        }
        found.add(new X509CertificateHolder(block.getContent()));
      }
    } catch (RuntimeException unreadable) {
      throw new IOException("not a certificate", unreadable);
    }
    if (found.isEmpty()) {
      throw new IOException("no certificate");
    }
    return new CertificateChain(List.copyOf(found));
  }

  X509CertificateHolder leaf() {
    return certificates.getFirst();
  }

  String pem() throws IOException {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      text.append(PemBlock.text(TYPE, certificate.getEncoded()));
    }
    return text.toString();
  }
}
