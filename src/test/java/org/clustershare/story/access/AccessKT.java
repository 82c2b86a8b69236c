package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Cluster;
import org.junit.jupiter.api.Test;

/** Access reports and revocation over all clusters of a project. */
class AccessKT {
  private static final String DORA = "dora@example.com";

  private final Stack stack = Stack.shared();
  private final Api alice = stack.api(ALICE);

  @Test
  void everyBindingIsFoundAndAHangingClusterIsReported() throws IOException {
    var settings = Cluster.Settings.plain();
    try (var one = Cluster.start(stack.testbed, stack.dir.resolve("access-one"), settings);
        var two = Cluster.start(stack.testbed, stack.dir.resolve("access-two"), settings)) {
      var project = alice.createProject("Access");
      add(project, "one", one);
      add(project, "two", two);
      kubectl(
          one, "create", "clusterrolebinding", "by-hand", "--clusterrole=edit", "--user=" + DORA);
      kubectl(
          one,
          "create",
          "rolebinding",
          "team",
          "--clusterrole=view",
          "--group=developers",
          "-n",
          "default");
      var path = "/api/v2/projects/%s/access?subject=%s".formatted(project, DORA);

      assertThat(names(alice.get(path).object(), "clusters")).containsExactly("one", "two");
      assertThat(alice.get(path).body())
          .contains("\"roleRefName\":\"edit\",\"origin\":\"direct\"", "\"managed\":false")
          .contains("\"namespace\":\"default\"", "\"origin\":\"possibleGroup\"")
          .contains("\"groupsKnown\":false");
      assertThat(alice.get(path + "&group=developers").body())
          .contains("\"origin\":\"group\",\"through\":\"developers\"");
      assertThat(alice.get(path + "&group=guests").body()).doesNotContain("developers");
      assertThat(alice.get(path.replace(DORA, ALICE)).body()).contains("\"groupsKnown\":true");
      assertThat(alice.get("/api/v2/projects/%s/access".formatted(project)).status())
          .isEqualTo(400);
      assertThat(stack.api(BOB).get(path).status()).isEqualTo(404);

      for (int i = 0; i < 20; i++) {
        var again = alice.get(path);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(names(again.object(), "clusters")).containsExactly("one", "two");
      }

      two.stop();
      for (int i = 0; i < 5; i++) {
        var again = alice.get(path);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(names(again.object(), "unanswered")).containsExactly("two");
      }
      try (var silent =
          new ServerSocket(two.server().getPort(), 50, InetAddress.getLoopbackAddress())) {
        var begun = Instant.now();
        var answer = alice.get(path).object();
        assertThat(silent.isBound()).isTrue();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(names(answer, "clusters")).containsExactly("one");
        assertThat(names(answer, "unanswered")).containsExactly("two");
        assertThat(answer.getJsonArray("unanswered").getJsonObject(0).getString("reason"))
            .isNotBlank();
      }
    }
  }

  @Test
  void aRemovedMemberLosesAccessAndUnmanagedBindingsAreReported() {
    var added = stack.addCluster();
    var lea = "lea-%s@example.com".formatted(RandomIds.id());
    stack.addMember(added.project(), lea, "editors");
    var bound = added.path() + "/clusterroles/view/clusterbindings";
    assertThat(alice.post(bound, Stack.user(lea)).status()).isEqualTo(200);
    assertThat(alice.post(bound, Stack.user(CAROL)).status()).isIn(200, 400);
    var inNamespace = added.path() + "/roles/default/namespace-editor/bindings";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> alice.post(inNamespace, Stack.user(lea)).status() == 200);
    var byHand = "by-hand-" + RandomIds.id();
    kubectl(
        stack.apiServer,
        "create",
        "rolebinding",
        byHand,
        "--clusterrole=edit",
        "--user=" + lea,
        "-n",
        "kube-public");
    assertThat(may(lea, "list", "services", "--all-namespaces")).isTrue();
    var users = "/api/v1/projects/%s/users/".formatted(added.project());

    var wrong = alice.delete(users + Person.id(lea) + "?endAccess=perhaps");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(alice.delete(users + Person.id(lea) + "?clusterOwner=" + ALICE).status())
        .isEqualTo(400);
    assertThat(
            alice.delete(users + Person.id(lea) + "?endAccess=true&clusterOwner=" + lea).status())
        .isEqualTo(400);
    assertThat(may(lea, "list", "services", "--all-namespaces")).isTrue();
    var ended = alice.delete(users + Person.id(lea) + "?endAccess=true").object();

    assertThat(ended.getBoolean("complete")).isTrue();
    var cluster = ended.getJsonArray("clusters").getJsonObject(0);
    assertThat(roles(cluster, "ended")).containsExactlyInAnyOrder("view", "namespace-editor");
    assertThat(roles(cluster, "left")).containsExactly("edit");
    assertThat(cluster.getJsonArray("failed")).isEmpty();
    assertThat(may(lea, "list", "services", "--all-namespaces")).isFalse();
    assertThat(may(lea, "create", "configmaps", "-n", "default")).isFalse();
    assertThat(may(lea, "create", "configmaps", "-n", "kube-public")).isTrue();
    assertThat(may(CAROL, "list", "services", "--all-namespaces")).isTrue();
    assertThat(alice.delete(users + Person.id(lea) + "?endAccess=true").status()).isEqualTo(404);
    kubectl(stack.apiServer, "delete", "rolebinding", byHand, "-n", "kube-public");
  }

  @Test
  void revocationEndsAnyNameAndGroupAndReportsADownCluster() {
    var settings = Cluster.Settings.plain();
    try (var one = Cluster.start(stack.testbed, stack.dir.resolve("end-one"), settings);
        var two = Cluster.start(stack.testbed, stack.dir.resolve("end-two"), settings)) {
      var project = alice.createProject("End");
      add(project, "one", one);
      add(project, "two", two);
      for (var cluster : List.of(one, two)) {
        managed(cluster, "left", "--user=Dora@example.com");
        managed(cluster, "stays", "--user=dora@example.com.evil");
        managed(cluster, "team", "--group=developers");
      }
      var access = "/api/v2/projects/%s/access?subject=".formatted(project);
      stack.addMember(project, BOB, "viewers");
      assertThat(stack.api(BOB).delete(access + DORA).status()).isEqualTo(403);
      assertThat(alice.delete(access + DORA + "&kind=robot").status()).isEqualTo(400);
      assertThat(alice.delete(access).status()).isEqualTo(400);
      two.stop();

      var first = alice.delete(access + DORA).object();
      assertThat(first.getBoolean("complete")).isFalse();
      assertThat(names(first, "unanswered")).containsExactly("two");
      assertThat(roles(first.getJsonArray("clusters").getJsonObject(0), "ended"))
          .containsExactly("edit");

      var group = alice.delete(access + "developers&kind=group").object();
      assertThat(roles(group.getJsonArray("clusters").getJsonObject(0), "ended"))
          .containsExactly("edit");
      assertThat(alice.get(access + "dora@example.com.evil").body()).contains("\"edit\"");
      var again = alice.delete(access + DORA).object();
      assertThat(again.getJsonArray("clusters").getJsonObject(0).getJsonArray("ended")).isEmpty();
      assertThat(names(again, "unanswered")).containsExactly("two");
    }
  }

  /** A binding with our label, to a ClusterRole, whatever its name. */
  private void managed(Cluster cluster, String name, String subject) {
    kubectl(cluster, "create", "rolebinding", name, "--clusterrole=edit", subject, "-n", "default");
    kubectl(cluster, "label", "rolebinding", name, "component=userClusterBinding", "-n", "default");
  }

  private boolean may(String email, String... what) {
    var arguments = new ArrayList<>(List.of("auth", "can-i"));
    arguments.addAll(List.of(what));
    arguments.add("--as=" + email);
    return stack
            .kubectl
            .run(stack.apiServer.kubeconfig(), arguments.toArray(String[]::new))
            .exitCode()
        == 0;
  }

  private static List<String> roles(JsonObject cluster, String list) {
    return cluster.getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .map(binding -> binding.getString("roleRefName"))
        .toList();
  }

  private void add(String project, String name, Cluster cluster) {
    var added = alice.addCluster(project, name, cluster.kubeconfigText());
    assertThat(added.status()).as(added.body()).isEqualTo(201);
  }

  private void kubectl(Cluster cluster, String... arguments) {
    var output = stack.kubectl.run(cluster.kubeconfig(), arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  private static List<String> names(JsonObject answer, String list) {
    return answer.getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .map(cluster -> cluster.getString("name"))
        .toList();
  }
}
