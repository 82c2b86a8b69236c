package org.clustershare.identity.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom we trust to vouch for the issuer's address: the CA file, or the system's roots without one.
 */
final class IssuerTrust {
  private final Optional<Path> caFile;

  IssuerTrust(Optional<Path> caFile) {
    this.caFile = caFile;
  }

  /** The CA certificates as PEM, for kubeconfigs; empty when the system's roots are used. */
  Optional<String> pem() {
    return caFile.map(
        file -> {
          try {
            return Files.readString(file, StandardCharsets.US_ASCII);
          } catch (IOException e) {
            throw new IllegalStateException("oidc-ca-file cannot be read: " + file, e);
          }
        });
  }

  SSLContext tls() {
    try {
      if (caFile.isEmpty()) {
        return SSLContext.getDefault();
      }
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      try (InputStream in = Files.newInputStream(caFile.get())) {
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("issuer-ca-" + number++, certificate);
        }
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "oidc-ca-file must hold CA certificates as PEM: " + caFile.orElse(Path.of("")), e);
    }
  }
}
