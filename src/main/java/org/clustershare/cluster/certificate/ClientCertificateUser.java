package org.clustershare.cluster.certificate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.X509CertificateHolder;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.kubernetes.Credentials.ClientCertificate;

/**
 * The user of a client certificate that Cluster Share can renew: the subject is one common name and
 * nothing else. Organizations would be groups. No administrator should approve a program's request
 * for groups or for {@code system:} names.
 *
 * @param name the common name, which Kubernetes takes as the user's name; at most 200 ASCII
 *     letters, digits and {@code :._@-}
 * @param notBefore when the certificate becomes valid
 * @param notAfter when it expires
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates">
 *     X509 client certificates</a>
 */
public record ClientCertificateUser(String name, Instant notBefore, Instant notAfter) {
  private static final String RESERVED_PREFIX = "system:";
  private static final int MAX_NAME = 200;
  private static final Duration MAX_LEAD_TIME = Duration.ofDays(30);

  /** The user of these credentials; empty if they are not a certificate that can be renewed. */
  public static Optional<ClientCertificateUser> of(Credentials credentials) {
    if (!(credentials instanceof ClientCertificate client)) {
      return Optional.empty();
    }
    try {
      return of(CertificateChain.read(client.certificatePem()).leaf());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  static Optional<ClientCertificateUser> of(X509CertificateHolder certificate) {
    return commonName(certificate.getSubject())
        .filter(name -> !name.startsWith(RESERVED_PREFIX) && name.length() <= MAX_NAME)
        .map(
            name ->
                new ClientCertificateUser(
                    name,
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant()));
  }

  private static Optional<String> commonName(X500Name subject) {
    var names = subject.getRDNs();
    if (names.length != 1
        || names[0].isMultiValued()
        || !names[0].getFirst().getType().equals(BCStyle.CN)) {
      return Optional.empty();
    }
    return Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()))
        // No username of Cluster Share's has a character that needs escaping in a subject.
        .filter(name -> name.matches("[A-Za-z0-9:._@-]+"));
  }

  /**
   * When the next certificate is requested: 30 days before the end, or after two thirds of a
   * lifetime below 90 days. So the administrator has at least 14 days to approve it, unless the
   * lifetime is shorter than six weeks.
   */
  public Instant renewalDue() {
    var twoThirds =
        notBefore.plus(Duration.between(notBefore, notAfter).multipliedBy(2).dividedBy(3));
    var early = notAfter.minus(MAX_LEAD_TIME);
    return twoThirds.isAfter(early) ? twoThirds : early;
  }

  /** How long before its end a certificate is renewed at the earliest. */
  public static Duration maxLeadTime() {
    return MAX_LEAD_TIME;
  }
}
