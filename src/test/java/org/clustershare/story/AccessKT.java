package org.clustershare.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.Stack.ALICE;
import static org.clustershare.story.Stack.BOB;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Cluster;
import org.junit.jupiter.api.Test;

/** What somebody may do in all clusters of a project. */
class AccessKT {
  private static final String DORA = "dora@example.com";

  private final Stack stack = Stack.shared();
  private final Api alice = stack.api(ALICE);

  @Test
  void everyBindingOnEveryClusterIsFoundAndAClusterThatHangsIsToldOf() throws IOException {
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
