package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.BOB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.clustershare.story.driver.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of {@code cluster-access-service-account.yaml}, for clusters that sign nothing. */
class LeastPrivilegeServiceAccountKT extends FewRights {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  LeastPrivilegeServiceAccountKT() {
    super(
        "cluster-access-service-account.yaml", "system:serviceaccount:cluster-share:cluster-share");
  }

  @Test
  void itCannotAskForCertificatesAndIsNotRenewed() {
    var canI =
        stack.kubectl.run(
            kubeconfigFile(), "auth", "can-i", "create", "certificatesigningrequests");
    assertThat(canI.stdout().strip()).isEqualTo("no");

    var path = added("not-renewed");
    assertThat(alice.get(path + "/renewal").object().getBoolean("renewable")).isFalse();
    assertThat(alice.post(path + "/renewal", "").status()).isEqualTo(409);
    gone(path);
  }

  @Test
  void itsNamespaceHasNoRolesIsInNoListAndTakesNoBinding(@TempDir Path files) throws IOException {
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

    var path = added("reserved");

    await()
        .atMost(LONGEST)
        .untilAsserted(
            () -> {
              assertThat(kubectl("get", "roles", "-n", "default")).contains("namespace-editor");
              assertThat(kubectl("get", "roles", "-n", "cluster-share"))
                  .contains("No resources found");
            });
    assertThat(alice.get(path + "/namespaces").body())
        .contains("kube-system")
        .doesNotContain("cluster-share");
    for (var list : new String[] {"/roles", "/rolenames"}) {
      assertThat(alice.get(path + list).body())
          .contains("namespace-editor")
          .doesNotContain("\"cluster-share\"");
    }
    var bound =
        alice.post(path + "/roles/cluster-share/namespace-editor/bindings", Stack.user(BOB));
    assertThat(bound.status()).as(bound.body()).isEqualTo(400);
    assertThat(bound.object().getString("type")).endsWith("namespace-reserved");
    assertThat(kubectl("get", "rolebindings", "-n", "cluster-share"))
        .contains("No resources found");
    assertThat(alice.get(path + "/drift").object().getBoolean("inSync")).isTrue();
    gone(path);
  }

  /** Or it would go on being looked after while another test cleans the same cluster up. */
  private void gone(String path) {
    assertThat(alice.delete(path).status()).isEqualTo(200);
  }

  private String added(String name) {
    var project = alice.createProject(name);
    var added = alice.addCluster(project, name, kubeconfig());
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    return "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
  }
}
