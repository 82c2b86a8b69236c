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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom we trust to vouch for the issuer's address: the CA file, the system's roots without one, or
 * both when that is asked for. The file is looked at again at most every two seconds; when it
 * changed the new certificates count, and when it became unusable the old ones stay and the log
 * says why.
 */
public final class IssuerTrustStore {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerTrustStore.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Optional<Path> caFile;
  private final boolean systemRoots;
  private final Clock clock;

  private @Nullable Trusted trusted;
  private byte[] content = {};
  private Instant looked = Instant.MIN;

  /**
   * What is trusted just now; another object after a change.
   *
   * @param bundle the CA file's certificates; empty without a file
   */
  public record Trusted(
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

  SSLContext tls() {
    return current().tls();
  }

  public synchronized Trusted current() {
    var now = clock.instant();
    if (trusted != null && (caFile.isEmpty() || now.isBefore(looked.plus(BETWEEN_LOOKS)))) {
      return trusted;
    }
    looked = now;
    if (caFile.isEmpty()) {
      trusted = trusting(Optional.empty());
      return trusted;
    }
    return reread(caFile.get(), now);
  }

  private Trusted reread(Path file, Instant now) {
    var found = octets(file);
    var before = trusted;
    if (before != null && Arrays.equals(found, content)) {
      return before;
    }
    content = found;
    try {
      var bundle = CaBundle.read(file, now);
      if (before != null) {
        bundle.log("oidc-ca-file " + file + ", which changed");
      }
      var after = trusting(Optional.of(bundle));
      trusted = after;
      return after;
    } catch (InvalidCaBundleException e) {
      if (before == null) {
        throw new IllegalStateException(e.getMessage(), e);
      }
      LOG.warn(
          "oidc-ca-file changed and cannot be used, the old certificates stay: {}", e.getMessage());
      return before;
    }
  }

  private static byte[] octets(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException gone) {
      return new byte[0];
    }
  }

  private Trusted trusting(Optional<CaBundle> bundle) {
    try {
      var checking =
          bundle.isEmpty()
              ? system()
              : of(bundle.get().certificates(), systemRoots ? system() : null);
      var where =
          bundle.isEmpty()
              ? "The system's list of CAs"
              : systemRoots ? "oidc-ca-file and the system's list of CAs" : "oidc-ca-file";
      var tls = SSLContext.getInstance("TLS");
      var check = new DiagnosingTrustManager(checking, where);
      tls.init(null, new TrustManager[] {check}, null);
      return new Trusted(bundle, tls, check, List.of(checking.getAcceptedIssuers()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot trust the certificates of oidc-ca-file", e);
    }
  }

  private static X509ExtendedTrustManager of(
      List<X509Certificate> certificates, @Nullable X509ExtendedTrustManager beside)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (var certificate : certificates) {
      store.setCertificateEntry("issuer-ca-" + number++, certificate);
    }
    if (beside != null) {
      for (var certificate : beside.getAcceptedIssuers()) {
        store.setCertificateEntry("system-" + number++, certificate);
      }
    }
    return manager(store);
  }

  private static X509ExtendedTrustManager system() throws GeneralSecurityException {
    return manager(null);
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
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
