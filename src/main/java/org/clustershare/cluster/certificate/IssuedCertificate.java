package org.clustershare.cluster.certificate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.problem.Message;

/**
 * A certificate that a cluster signed for a {@link SigningRequest}.
 *
 * @param pem the certificate and its intermediates
 * @param notAfter when it expires
 */
public record IssuedCertificate(String pem, Instant notAfter) {

  /**
   * Reads and verifies a certificate.
   *
   * @param pem as the cluster returns it
   * @param fingerprint of the requested key
   * @param user the requested user
   * @throws UnfitCertificateException if it is for another key or user, has groups, is not valid
   *     now, or is not for client authentication
   */
  public static IssuedCertificate read(String pem, String fingerprint, String user, Instant now)
      throws UnfitCertificateException {
    try {
      var chain = CertificateChain.read(pem);
      var leaf = chain.leaf();
      if (!Sha256.hex(ByteBuffer.wrap(leaf.getSubjectPublicKeyInfo().getEncoded()))
          .equals(fingerprint)) {
        throw new UnfitCertificateException(Message.of("renewal.other-key"));
      }
      if (ClientCertificateUser.of(leaf).filter(found -> found.name().equals(user)).isEmpty()) {
        throw new UnfitCertificateException(Message.of("renewal.other-user", user));
      }
      var usage = ExtendedKeyUsage.fromExtensions(leaf.getExtensions());
      if (usage == null || !usage.hasKeyPurposeId(KeyPurposeId.id_kp_clientAuth)) {
        throw new UnfitCertificateException(Message.of("renewal.not-clients"));
      }
      if (leaf.getNotBefore().toInstant().isAfter(now)
          || !leaf.getNotAfter().toInstant().isAfter(now)) {
        throw new UnfitCertificateException(
            Message.of(
                "renewal.validity",
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant()));
      }
      return new IssuedCertificate(chain.pem(), leaf.getNotAfter().toInstant());
    } catch (IOException | RuntimeException unreadable) {
      throw new UnfitCertificateException(Message.of("renewal.unreadable"));
    }
  }
}
