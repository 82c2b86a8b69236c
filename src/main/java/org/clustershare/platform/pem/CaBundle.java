package org.clustershare.platform.pem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CA certificates from {@code oidc-ca-file}: one to 200, as PEM (RFC 7468), in any order; text
 * around them is skipped. Every certificate must be a CA certificate, with one exception. A
 * self-signed certificate without the CA flag is accepted as well: TLS clients, including kubectl,
 * trust a server that presents exactly this certificate.
 */
public record CaBundle(List<X509Certificate> certificates) {
  private static final Logger LOG = LoggerFactory.getLogger(CaBundle.class);
  private static final int MAX_BYTES = 1 << 20;
  private static final int KEY_CERT_SIGN = 5;
  private static final int MAX_CERTIFICATES = 200;

  public CaBundle {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads a file of at most 1 MiB.
   *
   * @throws InvalidCaBundleException with one sentence for each problem
   */
  public static CaBundle read(Path file, Instant now) throws InvalidCaBundleException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidCaBundleException(
            List.of(
                "oidc-ca-file is larger than 1 MiB; give only the provider's CA certificates."));
      }
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1), now);
    } catch (IOException e) {
      throw new InvalidCaBundleException(
          List.of(
              "oidc-ca-file must name a readable file with the provider's CA certificates as PEM; \"%s\" is not one."
                  .formatted(file)));
    }
  }

  /**
   * Parses the text of the file.
   *
   * @throws InvalidCaBundleException with one sentence for each problem
   */
  public static CaBundle parse(String text, Instant now) throws InvalidCaBundleException {
    if (text.isBlank()) {
      throw new InvalidCaBundleException(
          List.of("oidc-ca-file is empty; put the provider's CA certificates into it as PEM."));
    }
    var blocks = PemBlock.all(text);
    if (blocks.size() > MAX_CERTIFICATES) {
      throw new InvalidCaBundleException(
          List.of(
              "oidc-ca-file has more than %d blocks; give only the provider's CA certificates."
                  .formatted(MAX_CERTIFICATES)));
    }
    var problems = new ArrayList<String>();
    var certificates = certificates(blocks, problems);
    if (blocks.isEmpty()) {
      problems.add(
          text.contains("-----BEGIN ")
              ? "oidc-ca-file is truncated: a block has no end."
              : "oidc-ca-file is not PEM; make it with `openssl x509 -inform der -in ca.der -out ca.pem`.");
    }
    for (int i = 0; i < certificates.size(); i++) {
      refusal(certificates.get(i), certificates.subList(0, i), now).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new InvalidCaBundleException(problems);
    }
    return new CaBundle(certificates);
  }

  private static List<X509Certificate> certificates(List<PemBlock> blocks, List<String> problems) {
    var certificates = new ArrayList<X509Certificate>();
    int number = 0;
    for (var block : blocks) {
      number++;
      if (block.label().contains("PRIVATE KEY")) {
        problems.add(
            "oidc-ca-file contains a private key (block %d): remove it, and replace the key if others could read the file."
                .formatted(number));
      } else if (!block.label().equals("CERTIFICATE")) {
        problems.add(
            "oidc-ca-file has a block \"%s\" (block %d), which is not a certificate; remove it."
                .formatted(block.label(), number));
      } else {
        try {
          certificates.add(CertificatePem.certificate(block));
        } catch (InvalidCertificateException e) {
          problems.add(
              "oidc-ca-file %s, so block %d cannot be read; copy the whole block again, or replace it."
                  .formatted(e.phrase(), number));
        }
      }
    }
    return certificates;
  }

  private static Optional<String> refusal(
      X509Certificate certificate, List<X509Certificate> before, Instant now) {
    var subject = subject(certificate);
    if (before.contains(certificate)) {
      return Optional.of("oidc-ca-file has the certificate %s twice.".formatted(subject));
    }
    if (expiry(certificate).isBefore(now)) {
      return Optional.of(
          "oidc-ca-file has the certificate %s, which expired at %s; replace it."
              .formatted(subject, expiry(certificate)));
    }
    if (certificate.getNotBefore().toInstant().isAfter(now)) {
      return Optional.of(
          "oidc-ca-file has the certificate %s, which is valid only from %s; check it and this machine's clock."
              .formatted(subject, certificate.getNotBefore().toInstant()));
    }
    if (certificate.getBasicConstraints() < 0 && isSelfSigned(certificate)) {
      return Optional.empty();
    }
    var usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() < 0
        || (usage != null && usage.length > KEY_CERT_SIGN && !usage[KEY_CERT_SIGN])) {
      return Optional.of(
          "oidc-ca-file has the certificate %s, which is not a CA's; give the CA that signed it, %s."
              .formatted(subject, certificate.getIssuerX500Principal().getName()));
    }
    return Optional.empty();
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The subject of a certificate as a distinguished name (RFC 2253). */
  public static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  public static Instant expiry(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /** The certificates as PEM, without the text around them. */
  public String pem() {
    return certificates.stream().map(CaBundle::pem).collect(Collectors.joining());
  }

  /** Logs the number of certificates, and the subject and expiry of each. */
  public void log(String from) {
    LOG.info("CA certificates: from={} number={}", from, certificates.size());
    certificates.forEach(
        certificate ->
            LOG.info(
                "CA certificate: subject=\"{}\" until={}",
                subject(certificate),
                expiry(certificate)));
  }

  private static String pem(X509Certificate certificate) {
    try {
      return PemBlock.text("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read can be written", e);
    }
  }
}
