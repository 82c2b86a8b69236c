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
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of {@code cluster-access-service-account.yaml}, for clusters that sign nothing. */
class LeastPrivilegeServiceAccountKT extends FewRights {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  LeastPrivilegeServiceAccountKT(Stack stack) {
    super(
        stack,
        "cluster-access-service-account.yaml",
        "system:serviceaccount:cluster-share:cluster-share");
  }

  @Test
  void itCannotAskForCertificatesAndIsNotRenewed() {
    assertThat(KubernetesUser.of(stack.kubectl, kubeconfigFile()))
        .mayNot("create certificatesigningrequests");

    var cluster = added("not-renewed");
    assertThat(cluster.renewal().object().getBoolean("renewable")).isFalse();
    assertThat(cluster.renews()).hasStatus(409);
    removed(cluster);
  }

  @Test
  void itsNamespaceIsInNoListAndTakesNoBinding(@TempDir Path files) throws IOException {
    // As an earlier version made it there.
    var earlier =
        Files.writeString(
            files.resolve("role.yaml"),
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: namespace-editor
              namespace: cluster-share
              labels: {component: userClusterRole, app.kubernetes.io/managed-by: cluster-share}
            rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]
            """);
    kubectl("apply", "--server-side", "--field-manager=cluster-share", "-f", earlier.toString());
    assertThat(kubectl("get", "roles", "-n", "cluster-share")).contains("namespace-editor");

    var cluster = added("reserved");

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(kubectl("get", "roles", "-n", "default")).contains("namespace-editor");
              assertThat(kubectl("get", "roles", "-n", "cluster-share"))
                  .contains("No resources found");
            });
    assertThat(cluster.namespaces()).contains("kube-system").doesNotContain("cluster-share");
    for (var list : List.of(cluster.roles(), cluster.roleNames())) {
      assertThat(list).contains("namespace-editor").doesNotContain("\"cluster-share\"");
    }
    assertThat(cluster.binds(BOB).to("cluster-share/namespace-editor"))
        .hasStatus(400)
        .hasProblem("namespace-reserved");
    assertThat(kubectl("get", "rolebindings", "-n", "cluster-share"))
        .contains("No resources found");
    assertThat(cluster.drift().object().getBoolean("inSync")).isTrue();
    removed(cluster);
  }

  /** Or it would go on being looked after while another test cleans the same cluster up. */
  private static void removed(ClusterActor cluster) {
    assertThat(cluster.removes()).hasStatus(200);
  }
}
