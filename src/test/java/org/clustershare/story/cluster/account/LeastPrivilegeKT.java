package org.clustershare.story.cluster.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.KubernetesUserAssert.assertThat;
import static org.clustershare.story.driver.Stack.BOB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The account of {@code cluster-access.yaml}: a user with a client certificate. A person with the
 * strongest roles on offer reaches nothing of it.
 */
class LeastPrivilegeKT extends FewRights {
  private static final String USER = "cluster-share:account";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:cluster-share:cluster-share";

  LeastPrivilegeKT(Stack stack) {
    super(stack, "cluster-access.yaml", USER);
  }

  @Test
  void aPersonWithEditAndAdminReachesNothingOfClusterShare(@TempDir Path home) throws IOException {
    var cluster = added("attacked");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(cluster.clusterRoleNames()).contains("edit"));
    for (var role : List.of("edit", "admin")) {
      assertThat(cluster.binds(BOB).to(role)).hasStatus(200);
    }
    var bob = KubernetesUser.of(stack.kubectl, asBob(home));

    // What these roles amount to: all Secrets, and acting as any service account.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(bob).may("get secrets -n cluster-share"));
    assertThat(bob).may("impersonate serviceaccounts -n cluster-share");

    // Nothing of Cluster Share is among them.
    assertThat(bob.kubectl("get secrets -A -o yaml")).doesNotContain("cluster-share");
    assertThat(kubectl("get", "namespaces")).doesNotContain("cluster-share");
    for (var verb : List.of("create", "patch", "escalate", "bind")) {
      assertThat(bob.as(SERVICE_ACCOUNT))
          .mayNot(verb + " clusterroles")
          .mayNot(verb + " clusterrolebindings");
      assertThat(bob).mayNot(verb + " clusterrolebindings");
    }
    assertThat(bob).mayNot("impersonate users");
    assertThat(bob.as(USER).kubectl("get namespaces"))
        .contains("cannot impersonate resource \"users\"");
    // Or it would go on being looked after while another test cleans the same cluster up.
    assertThat(cluster.removes()).hasStatus(200);
  }

  @Test
  void theAccountCanRequestACertificateAndNotApproveOrSignOne() {
    var requests = "certificatesigningrequests";
    var account = KubernetesUser.of(stack.kubectl, kubeconfigFile());

    assertThat(account).may("create " + requests).may("get " + requests);
    for (var verb : List.of("update", "patch", "delete", "list")) {
      assertThat(account).mayNot(verb + " " + requests);
    }
    for (var verb : List.of("update", "patch")) {
      assertThat(account)
          .mayNot("%s %s --subresource=approval".formatted(verb, requests))
          .mayNot("%s %s --subresource=status".formatted(verb, requests));
    }
    for (var verb : List.of("approve", "sign", "attest")) {
      assertThat(account)
          .mayNot(verb + " signers.certificates.k8s.io/kubernetes.io/kube-apiserver-client");
    }
    assertThat(account).mayNot("impersonate users");
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
