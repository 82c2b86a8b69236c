package org.clustershare.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test bed itself: several clusters at once, each with another way of authentication. */
class KubernetesClusterKT {
  private static final String BOB = Dex.email("bob");

  @TempDir private Path folder = Path.of("");

  @Test
  void eachClusterHasItsOwnWayToKnowPeople() {
    var testbed = Testbed.obtain(System.out::println);
    try (var issuer =
        Dex.start(
            testbed,
            folder.resolve("issuer"),
            Dex.Settings.forProductAt("http://localhost:8080"))) {
      var flags = starting(testbed, "flags", KubernetesCluster.Settings.trusting(issuer));
      var file =
          starting(testbed, "file", KubernetesCluster.Settings.authenticating(prefixed(issuer)));
      var none = starting(testbed, "none", KubernetesCluster.Settings.plain());
      try (var byFlags = flags.join();
          var byFile = file.join();
          var byNone = none.join()) {
        var token = issuer.idToken(BOB);

        assertThat(whoami(testbed, byFlags, token).text()).isEqualTo(BOB);
        assertThat(whoami(testbed, byFile, token).text()).isEqualTo("dex:" + BOB);
        assertThat(whoami(testbed, byNone, token).text()).contains("Unauthorized");
      }
    }
  }

  private CompletableFuture<KubernetesCluster> starting(
      Testbed testbed, String name, KubernetesCluster.Settings settings) {
    return CompletableFuture.supplyAsync(
        () -> KubernetesCluster.start(testbed, folder.resolve(name), settings));
  }

  private Kubectl.Output whoami(
      Testbed testbed, KubernetesCluster kubernetesCluster, String token) {
    return new Kubectl(testbed, folder.resolve("home"))
        .run(
            Path.of("/dev/null"),
            "auth",
            "whoami",
            "--output=jsonpath={.status.userInfo.username}",
            "--server=" + kubernetesCluster.server(),
            "--certificate-authority=" + kubernetesCluster.caFile(),
            "--token=" + token);
  }

  private static String prefixed(Dex issuer) {
    return """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AuthenticationConfiguration
        jwt:
        - issuer:
            url: %s
            audiences: [%s]
            certificateAuthority: |
        %s
          claimMappings:
            username: {claim: email, prefix: "dex:"}
        """
        .formatted(
            issuer.url(), Dex.CLIENT_ID, text(issuer.caFile()).strip().indent(6).stripTrailing());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
