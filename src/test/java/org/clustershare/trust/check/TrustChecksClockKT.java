package org.clustershare.trust.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.provider.Dex;
import org.clustershare.trust.entity.TrustState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An API server whose clock is ahead: the clock of Cluster Share is set back, because that of a
 * real API server cannot change.
 */
class TrustChecksClockKT {
  private static final Duration AHEAD = Duration.ofMinutes(20);

  private final Testbed testbed = Testbed.obtain(System.out::println);
  private final ClusterApis apis =
      new ClusterApis(new AddressPolicy(EnumSet.allOf(NetworkRange.class)));

  @TempDir private Path folder = Path.of("");

  @Test
  void aWrongClockOfTheClusterDiffersFromAnExpiredToken() throws IOException {
    try (var dex =
            Dex.start(
                testbed,
                folder.resolve("issuer"),
                Dex.Settings.forProductAt("http://localhost:1").withIdTokenLifetime("3s"));
        var kubernetesCluster =
            KubernetesCluster.start(
                testbed, folder.resolve("cluster"), KubernetesCluster.Settings.trusting(dex))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> accepted(as(kubernetesCluster, dex.idToken(Dex.email("bob")))));
      var token = Secret.of(dex.idToken(Dex.email("bob")));
      var bob = as(kubernetesCluster, token.reveal());
      var administrator = as(kubernetesCluster, administratorToken(kubernetesCluster));
      await().atMost(Duration.ofSeconds(40)).until(() -> !accepted(bob));

      var behind = Clock.offset(Clock.systemUTC(), AHEAD.negated());
      var trustFinding = probe(dex, administrator, bob, behind).run(token, behind.instant());

      assertThat(trustFinding.state()).isEqualTo(TrustState.CLOCK);
      assertThat(trustFinding.said()).contains("token is expired");
      assertThat(trustFinding.certain()).isTrue();
      assertThat(trustFinding.found()).matches("\\+(1199|1200|1201) s");

      var right = Clock.systemUTC();
      assertThatThrownBy(() -> probe(dex, administrator, bob, right).run(token, right.instant()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.type()).isEqualTo(TrustProblem.TRUST_TOKEN_EXPIRED));
    }
  }

  private static TrustProbe probe(
      Dex dex, ClusterApi administrator, ClusterApi person, Clock clock) {
    return new TrustProbe(
        administrator,
        person,
        new TokenRefusalDiagnosis(
            dex.url().toString(), true, new ApiServerDiagnostics(administrator, clock)));
  }

  private ClusterApi as(KubernetesCluster kubernetesCluster, String token) throws IOException {
    return apis.as(
        URI.create(kubernetesCluster.server().toString()),
        Optional.of(Files.readString(kubernetesCluster.caFile())),
        Secret.of(token));
  }

  /** A token of a service account that may do everything. */
  private String administratorToken(KubernetesCluster kubernetesCluster) {
    var kubectl = new org.clustershare.testbed.cluster.Kubectl(testbed, folder.resolve("home"));
    kubectl.run(
        kubernetesCluster.kubeconfig(), "create", "serviceaccount", "root", "-n", "default");
    kubectl.run(
        kubernetesCluster.kubeconfig(),
        "create",
        "clusterrolebinding",
        "root",
        "--clusterrole=cluster-admin",
        "--serviceaccount=default:root");
    return kubectl
        .run(kubernetesCluster.kubeconfig(), "create", "token", "root", "-n", "default")
        .text()
        .strip();
  }

  private static boolean accepted(ClusterApi api) {
    try {
      api.create(
          "/apis/authentication.k8s.io/v1/selfsubjectreviews",
          Json.createObjectBuilder()
              .add("apiVersion", "authentication.k8s.io/v1")
              .add("kind", "SelfSubjectReview")
              .build());
      return true;
    } catch (ClusterRefusedException refused) {
      return false;
    }
  }
}
