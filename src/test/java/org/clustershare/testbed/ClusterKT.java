package org.clustershare.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test bed itself: several clusters at once, each with another way of authentication. */
class ClusterKT {
  private static final String BOB = Issuer.email("bob");

  @TempDir private Path folder = Path.of("");

  @Test
  void eachClusterHasItsOwnWayToKnowPeople() {
    var testbed = Testbed.obtain(System.out::println);
    try (var issuer =
        Issuer.start(
            testbed,
            folder.resolve("issuer"),
            Issuer.Settings.forProductAt("http://localhost:8080"))) {
      var flags = starting(testbed, "flags", Cluster.Settings.trusting(issuer));
      var file = starting(testbed, "file", Cluster.Settings.authenticating(prefixed(issuer)));
      var none = starting(testbed, "none", Cluster.Settings.plain());
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

  private CompletableFuture<Cluster> starting(
      Testbed testbed, String name, Cluster.Settings settings) {
    return CompletableFuture.supplyAsync(
        () -> Cluster.start(testbed, folder.resolve(name), settings));
  }

  private Kubectl.Output whoami(Testbed testbed, Cluster cluster, String token) {
    return new Kubectl(testbed, folder.resolve("home"))
        .run(
            Path.of("/dev/null"),
            "auth",
            "whoami",
            "--output=jsonpath={.status.userInfo.username}",
            "--server=" + cluster.server(),
            "--certificate-authority=" + cluster.caFile(),
            "--token=" + token);
  }

  private static String prefixed(Issuer issuer) {
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
            issuer.url(),
            Issuer.CLIENT_ID,
            text(issuer.caFile()).strip().indent(6).stripTrailing());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
