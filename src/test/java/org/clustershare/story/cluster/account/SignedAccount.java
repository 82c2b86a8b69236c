package org.clustershare.story.cluster.account;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.platform.pem.InvalidPrivateKeyException;
import org.clustershare.platform.pem.PrivateKeyPem;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.cluster.KubernetesCluster;

/**
 * The user of {@code cluster-access.yaml} in a cluster, with certificates that live as long as a
 * test wants.
 */
final class SignedAccount {
  static final String USER = "cluster-share:account";

  private final Stack stack;
  private final KubernetesCluster kubernetesCluster;
  private final Path folder;

  /** Applies the manifest. */
  SignedAccount(Stack stack, KubernetesCluster kubernetesCluster, Path folder) {
    this.stack = stack;
    this.kubernetesCluster = kubernetesCluster;
    this.folder = folder;
    try {
      var manifest = folder.resolve("cluster-access.yaml");
      Files.writeString(manifest, stack.api(Stack.ALICE).get("/api/v2/cluster-access.yaml").body());
      kubectl("apply", "-f", manifest.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A kubeconfig of the account whose certificate the cluster signs for so long. */
  String kubeconfig(int seconds) {
    var request = SigningRequest.of(USER);
    try {
      return kubeconfig(request, signed(request, seconds));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String kubeconfig(SigningRequest request, String certificate) {
    return kubernetesCluster
        .kubeconfigText()
        .replaceAll("client-certificate-data: .*", "client-certificate-data: " + certificate)
        .replaceAll("client-key-data: .*", "client-key-data: " + base64(request.keyPem().reveal()));
  }

  /**
   * A kubeconfig of the account whose certificate is in the last third of its life. No API server
   * gives one that was made yesterday; so it is signed with the key of the cluster's CA.
   */
  String kubeconfigThatEndsSoon() {
    var request = SigningRequest.of(USER);
    var now = Instant.now();
    try {
      var asked = (PKCS10CertificationRequest) read(request.requestPem());
      var authority = (X509CertificateHolder) read(Files.readString(kubernetesCluster.caFile()));
      var key =
          PrivateKeyPem.read(Files.readString(kubernetesCluster.caFile().resolveSibling("ca.key")));
      var certificate =
          new X509v3CertificateBuilder(
                  authority.getSubject(),
                  BigInteger.valueOf(now.toEpochMilli()),
                  Date.from(now.minus(Duration.ofHours(20))),
                  Date.from(now.plus(Duration.ofHours(4))),
                  asked.getSubject(),
                  asked.getSubjectPublicKeyInfo())
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
      var pem = new StringWriter();
      try (var writer = new PemWriter(pem)) {
        writer.writeObject(new PemObject("CERTIFICATE", certificate.getEncoded()));
      }
      return kubeconfig(request, base64(pem.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OperatorCreationException | InvalidPrivateKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object read(String pem) throws IOException {
    try (var parser = new PEMParser(new StringReader(pem))) {
      return parser.readObject();
    }
  }

  /** The certificate for a request, as the administrator gets it: base64 of PEM. */
  String signed(SigningRequest request, int seconds) throws IOException {
    create(request.name(), request, seconds);
    kubectl("certificate", "approve", request.name());
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> kubectl("get", "csr", request.name(), "-o", "jsonpath={.status.certificate}"),
            found -> !found.isEmpty());
  }

  /** Creates a request in the cluster under any name, as its administrator. */
  void create(String name, SigningRequest request, int seconds) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("request.yaml"),
            """
            apiVersion: certificates.k8s.io/v1
            kind: CertificateSigningRequest
            metadata: {name: %s}
            spec:
              signerName: kubernetes.io/kube-apiserver-client
              usages: [client auth]
              expirationSeconds: %d
              request: %s
            """
                .formatted(name, seconds, base64(request.requestPem())));
    kubectl("create", "-f", file.toString());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String kubectl(String... arguments) {
    return stack.kubectl.run(kubernetesCluster.kubeconfig(), arguments).text();
  }
}
