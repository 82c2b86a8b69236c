package org.clustershare.testbed.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * API servers for load and for faults that a real one cannot be made to have: they know the few
 * calls that reconciling makes. Each is a path on one https server of this JVM. What they say about
 * being right or wrong proves nothing; that is what the real ones are for.
 */
public final class SimulatedClusters implements AutoCloseable {
  static {
    // Else each answer waits 40 ms for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String caPem;
  private final Map<String, SimulatedCluster> clusters = new ConcurrentHashMap<>();

  public SimulatedClusters() {
    try {
      var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
      var certificate = certificate(keys);
      caPem =
          "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()));
      server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
      server.setHttpsConfigurator(new HttpsConfigurator(context(keys, certificate)));
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(KeyPair keys)
      throws CertIOException, OperatorCreationException, GeneralSecurityException {
    var name = new X500Name("CN=simulated");
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minusSeconds(3_600)),
            Date.from(now.plusSeconds(86_400)),
            name,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static SSLContext context(KeyPair keys, X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    store.setKeyEntry("key", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** One more cluster, with these namespaces beside {@code kube-system}. */
  public SimulatedCluster add(String name, List<String> namespaces) {
    var cluster = new SimulatedCluster(namespaces);
    clusters.put(name, cluster);
    return cluster;
  }

  /** Where a cluster's API server is. */
  public URI server(String name) {
    return URI.create("https://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name));
  }

  /** What signed the certificate of all of them. */
  public String caPem() {
    return caPem;
  }

  public String kubeconfig(String name) {
    return """
        apiVersion: v1
        kind: Config
        current-context: it
        contexts: [{name: it, context: {cluster: it, user: it}}]
        clusters: [{name: it, cluster: {server: '%s', certificate-authority-data: %s}}]
        users: [{name: it, user: {token: simulated}}]
        """
        .formatted(
            server(name),
            Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      int slash = path.indexOf('/', 1);
      var cluster =
          Optional.ofNullable(clusters.get(path.substring(1, slash < 0 ? path.length() : slash)));
      if (cluster.isEmpty() || slash < 0) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        cluster.get().answer(exchange, path.substring(slash));
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
