package org.clustershare.story;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.testbed.Cluster;

/**
 * The user of {@code cluster-access.yaml} in a cluster, with certificates that live as long as a
 * test wants.
 */
final class SignedAccount {
  static final String USER = "cluster-share:account";

  private final Stack stack;
  private final Cluster cluster;
  private final Path folder;

  /** Applies the manifest. */
  SignedAccount(Stack stack, Cluster cluster, Path folder) {
    this.stack = stack;
    this.cluster = cluster;
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
      return cluster
          .kubeconfigText()
          .replaceAll(
              "client-certificate-data: .*", "client-certificate-data: " + signed(request, seconds))
          .replaceAll(
              "client-key-data: .*", "client-key-data: " + base64(request.keyPem().reveal()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The certificate for a request, as the administrator gets it: base64 of PEM. */
  String signed(SigningRequest request, int seconds) throws IOException {
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
                .formatted(request.name(), seconds, base64(request.requestPem())));
    kubectl("create", "-f", file.toString());
    kubectl("certificate", "approve", request.name());
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> kubectl("get", "csr", request.name(), "-o", "jsonpath={.status.certificate}"),
            found -> !found.isEmpty());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String kubectl(String... arguments) {
    return stack.kubectl.run(cluster.kubeconfig(), arguments).text();
  }
}
