package org.clustershare.oidc.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.clustershare.platform.pem.CaBundle;
import org.clustershare.platform.pem.InvalidCaBundleException;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CA certificates for TLS connections to issuers: those of {@code oidc-ca-file}, the system's
 * without a file, or both if {@code oidc-ca-file-and-system-roots} says so. The store checks the
 * file for changes at most every two seconds. It uses the new certificates after a change. If the
 * changed file is invalid, the previous certificates stay, and the log gives the reason.
 */
public final class IssuerTrustStore {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerTrustStore.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

  private final Optional<Path> caFile;
  private final boolean systemRoots;
  private final Clock clock;

  private @Nullable TrustedCertificates trustedCertificates;
  private byte[] content = {};
  private Instant checkedAt = Instant.MIN;

  /**
   * The certificates in force; a change creates a new object.
   *
   * @param bundle the CA file's certificates; empty without a file
   */
  public record TrustedCertificates(
      Optional<CaBundle> bundle,
      SSLContext tls,
      X509ExtendedTrustManager check,
      List<X509Certificate> roots) {}

  public IssuerTrustStore(Optional<Path> caFile, boolean systemRoots, Clock clock) {
    this.caFile = caFile;
    this.systemRoots = systemRoots;
    this.clock = clock;
  }

  /** The CA certificates as PEM, for kubeconfigs; empty when the system's roots are used. */
  public Optional<String> pem() {
    return current().bundle().map(CaBundle::pem);
  }

  public synchronized TrustedCertificates current() {
    var now = clock.instant();
    if (trustedCertificates != null
        && (caFile.isEmpty() || now.isBefore(checkedAt.plus(CHECK_INTERVAL)))) {
      return trustedCertificates;
    }
    checkedAt = now;
    if (caFile.isEmpty()) {
      trustedCertificates = load(Optional.empty());
      return trustedCertificates;
    }
    return reload(caFile.get(), now);
  }

  private TrustedCertificates reload(Path file, Instant now) {
    var latest = readBytes(file);
    var previous = trustedCertificates;
    if (previous != null && Arrays.equals(latest, content)) {
      return previous;
    }
    content = latest;
    try {
      var bundle = CaBundle.read(file, now);
      if (previous != null) {
        bundle.log("oidc-ca-file " + file + ", which changed");
      }
      var updated = load(Optional.of(bundle));
      trustedCertificates = updated;
      return updated;
    } catch (InvalidCaBundleException e) {
      if (previous == null) {
        throw new IllegalStateException(e.getMessage(), e);
      }
      LOG.warn(
          "oidc-ca-file changed and cannot be used, the old certificates stay: {}", e.getMessage());
      return previous;
    }
  }

  private static byte[] readBytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      return new byte[0];
    }
  }

  private TrustedCertificates load(Optional<CaBundle> bundle) {
    try {
      var delegate =
          bundle.isEmpty()
              ? systemTrustManager()
              : trustManager(
                  bundle.get().certificates(), systemRoots ? systemTrustManager() : null);
      var location =
          bundle.isEmpty()
              ? Message.of("provider.system")
              : systemRoots
                  ? Message.of("provider.file-and-system")
                  : Message.verbatim("oidc-ca-file");
      var tls = SSLContext.getInstance("TLS");
      var check = new DiagnosingTrustManager(delegate, location);
      tls.init(null, new TrustManager[] {check}, null);
      return new TrustedCertificates(bundle, tls, check, List.of(delegate.getAcceptedIssuers()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot trust the certificates of oidc-ca-file", e);
    }
  }

  private static X509ExtendedTrustManager trustManager(
      List<X509Certificate> certificates, @Nullable X509ExtendedTrustManager additional)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (var certificate : certificates) {
      store.setCertificateEntry("issuer-ca-" + number++, certificate);
    }
    if (additional != null) {
      for (var certificate : additional.getAcceptedIssuers()) {
        store.setCertificateEntry("system-" + number++, certificate);
      }
    }
    return trustManager(store);
  }

  private static X509ExtendedTrustManager systemTrustManager() throws GeneralSecurityException {
    return trustManager(null);
  }

  private static X509ExtendedTrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
  }
}
