package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.BOB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.clustershare.story.driver.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The account of {@code cluster-access.yaml}: a user with a client certificate. Whoever is bound to
 * the strongest roles that we offer reaches nothing of it.
 */
class LeastPrivilegeKT extends FewRights {
  private static final String USER = "cluster-share:account";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:cluster-share:cluster-share";

  LeastPrivilegeKT() {
    super("cluster-access.yaml", USER);
  }

  @Test
  void whoeverIsBoundToEditOrAdminReachesNothingOfOurs(@TempDir Path home) throws IOException {
    var project = alice.createProject("Attacked");
    var added = alice.addCluster(project, "attacked", kubeconfig());
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    var path = "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(alice.get(path + "/clusterrolenames").body()).contains("edit"));
    for (var role : List.of("edit", "admin")) {
      var bound =
          alice.post(path + "/clusterroles/%s/clusterbindings".formatted(role), Stack.user(BOB));
      assertThat(bound.status()).as(bound.body()).isEqualTo(200);
    }
    var bob = asBob(home);

    // What these roles amount to: all Secrets, and acting as any service account.
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> canI(bob, "get", "secrets", "-n", "cluster-share"));
    assertThat(canI(bob, "impersonate", "serviceaccounts", "-n", "cluster-share")).isTrue();

    // Nothing of ours is among them.
    assertThat(stack.kubectl.run(bob, "get", "secrets", "-A", "-o", "yaml").text())
        .doesNotContain("cluster-share");
    assertThat(kubectl("get", "namespaces")).doesNotContain("cluster-share");
    for (var verb : List.of("create", "patch", "escalate", "bind")) {
      assertThat(canI(bob, verb, "clusterroles", "--as=" + SERVICE_ACCOUNT)).as(verb).isFalse();
      assertThat(canI(bob, verb, "clusterrolebindings", "--as=" + SERVICE_ACCOUNT))
          .as(verb)
          .isFalse();
      assertThat(canI(bob, verb, "clusterrolebindings")).as(verb).isFalse();
    }
    assertThat(canI(bob, "impersonate", "users")).isFalse();
    assertThat(stack.kubectl.run(bob, "get", "namespaces", "--as=" + USER).text())
        .contains("cannot impersonate resource \"users\"");
    // Or it would go on being looked after while another test cleans the same cluster up.
    assertThat(alice.delete(path).status()).isEqualTo(200);
  }

  @Test
  void theAccountCanAskForACertificateAndNeitherApproveNorSignOne() {
    var ours = kubeconfigFile();
    var requests = "certificatesigningrequests";

    assertThat(canI(ours, "create", requests)).isTrue();
    assertThat(canI(ours, "get", requests)).isTrue();
    for (var verb : List.of("update", "patch", "delete", "list")) {
      assertThat(canI(ours, verb, requests)).as(verb).isFalse();
    }
    for (var verb : List.of("update", "patch")) {
      assertThat(canI(ours, verb, requests, "--subresource=approval")).as(verb).isFalse();
      assertThat(canI(ours, verb, requests, "--subresource=status")).as(verb).isFalse();
    }
    for (var verb : List.of("approve", "sign", "attest")) {
      assertThat(
              canI(ours, verb, "signers.certificates.k8s.io/kubernetes.io/kube-apiserver-client"))
          .as(verb)
          .isFalse();
    }
    assertThat(canI(ours, "impersonate", "users")).isFalse();
  }

  private boolean canI(Path kubeconfig, String... what) {
    var arguments = new String[what.length + 2];
    arguments[0] = "auth";
    arguments[1] = "can-i";
    System.arraycopy(what, 0, arguments, 2, what.length);
    var answer = stack.kubectl.run(kubeconfig, arguments).text();
    assertThat(answer.lines()).as(answer).anyMatch(line -> line.matches("(yes|no)( .*)?"));
    return answer.lines().anyMatch(line -> line.strip().equals("yes"));
  }

  /** Bob's kubeconfig: with his ID token, as the share page makes them. */
  private Path asBob(Path home) throws IOException {
    return Files.writeString(
        home.resolve("bob.kubeconfig"),
        cluster()
            .kubeconfigText()
            .replaceAll("client-certificate-data: .*", "token: " + stack.issuer.idToken(BOB))
            .replaceAll("client-key-data: .*", "extensions: []"));
  }
}
