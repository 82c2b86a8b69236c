package org.clustershare.story.cluster.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.StoryTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An account with few rights, made with the commands in its manifest: it is enough for everything,
 * and each of its rights is needed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
abstract class FewRights {
  final Stack stack;
  private final String manifest;
  private final String username;
  private Path folder = Path.of("");
  private @Nullable KubernetesCluster kubernetesCluster;

  /**
   * An account.
   *
   * @param manifest the file that makes it, as its commands call it
   * @param username how the API server knows it
   */
  FewRights(Stack stack, String manifest, String username) {
    this.stack = stack;
    this.manifest = manifest;
    this.username = username;
  }

  @BeforeAll
  void begin(@TempDir Path given) throws IOException, InterruptedException {
    folder = given.toAbsolutePath();
    var audit =
        Files.writeString(
            folder.resolve("audit.yaml"),
            """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata, users: ["%s"]}]
            """
                .formatted(username));
    kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("cluster"),
            KubernetesCluster.Settings.trusting(stack.issuer)
                .withFlag("--audit-policy-file=" + audit.toAbsolutePath())
                .withFlag("--audit-log-path=" + auditLog().toAbsolutePath()));
    // An earlier file that others may read must not give its mode to the new one.
    Files.createFile(
        folder.resolve("cluster-share.kubeconfig"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    new AppliedAccessManifest(manifest, stack.api(ALICE).get("/api/v2/" + manifest).body())
        .apply(stack.testbed, cluster(), folder);
  }

  @AfterAll
  void end() {
    if (kubernetesCluster != null) {
      kubernetesCluster.close();
    }
  }

  KubernetesCluster cluster() {
    if (kubernetesCluster == null) {
      throw new IllegalStateException("not started");
    }
    return kubernetesCluster;
  }

  private Path auditLog() {
    return folder.resolve("audit.log");
  }

  Path kubeconfigFile() {
    return folder.resolve("cluster-share.kubeconfig");
  }

  String kubeconfig() {
    try {
      return Files.readString(kubeconfigFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Actor alice() {
    return stack.actor(ALICE);
  }

  /** Adds the cluster with the account's kubeconfig to a project of its own. */
  ClusterActor added(String name) {
    var alice = alice();
    return alice.at(alice.adds(kubeconfig()).as(name).to(alice.createsProject(name)));
  }

  @Test
  void onlyItsOwnerCanReadTheFileAndNothingElseIsLeft() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfigFile())))
        .isEqualTo("rw-------");
    try (var left = Files.list(folder)) {
      var files = left.filter(Files::isRegularFile).toList();
      assertThat(files).contains(kubeconfigFile());
      for (var file : files) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain("PRIVATE KEY-----");
      }
    }
  }

  @Test
  void theAccountIsEnoughAndNothingIsRefused() {
    var cluster = added("least");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(cluster.clusterRoleNames()).contains("admin", "edit", "view");
              assertThat(cluster.roleNames())
                  .contains("namespace-admin", "namespace-editor", "namespace-viewer");
              assertThat(cluster.clusterBindings()).contains(ALICE);
            });
    for (var role :
        List.of(
            "admin",
            "edit",
            "view",
            "default/namespace-admin",
            "default/namespace-editor",
            "default/namespace-viewer")) {
      assertThat(cluster.binds(BOB).to(role)).hasStatus(200);
      assertThat(cluster.unbinds(BOB).from(role)).hasStatus(200);
    }
    kubectl("delete", "role", "namespace-viewer", "-n", "default");
    kubectl("label", "clusterrole", "view", "component-");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(kubectl("get", "role", "-n", "default")).contains("namespace-viewer");
              assertThat(cluster.clusterRoleNames()).contains("view");
            });

    var removal = cluster.removesWithCleanup();

    assertThat(removal.object().getJsonArray("notRemoved")).as(removal.body()).isEmpty();
    assertThat(forbidden()).isEmpty();
  }

  @Test
  void withoutAnyOneRightTheCheckNamesIt() {
    var alice = alice();
    var project = alice.createsProject("Lacking");
    var adding = alice.adds(kubeconfig()).as("lacking");
    var role = read(kubectl("get", "clusterrole", "cluster-share", "-o", "json"));
    var rules = role.getJsonArray("rules").getValuesAs(JsonObject.class);
    int removed = 0;
    try {
      for (int i = 0; i < rules.size(); i++) {
        for (var verb : texts(rules.get(i), "verbs")) {
          for (var resource : resources(rules.get(i))) {
            apply(role, without(rules, i, verb, resource));
            removed++;
            var expected = verb + " " + resource;
            await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                    () -> {
                      var report = adding.checkFor(project).object();
                      assertThat(report.getBoolean("passed")).as(expected).isFalse();
                      var rights = report.getJsonArray("steps").getJsonObject(4);
                      assertThat(rights.getString("step")).isEqualTo("rights");
                      assertThat(rights.getString("message")).contains(expected);
                    });
          }
        }
      }
    } finally {
      apply(role, List.copyOf(rules));
    }
    assertThat(removed).isGreaterThan(20);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> adding.checkFor(project).object().getBoolean("passed"));
  }

  /** Rules without one verb on one resource; whatever else they grant stays. */
  private static List<JsonObject> without(
      List<JsonObject> rules, int index, String verb, String resource) {
    var left = new ArrayList<>(rules);
    var rule = left.remove(index);
    for (var one : resources(rule)) {
      var verbs = new ArrayList<>(texts(rule, "verbs"));
      if (one.equals(resource)) {
        verbs.remove(verb);
      }
      if (!verbs.isEmpty()) {
        left.add(
            Json.createObjectBuilder(rule)
                .add(kind(rule), Json.createArrayBuilder(List.of(one)))
                .add("verbs", Json.createArrayBuilder(verbs))
                .build());
      }
    }
    return left;
  }

  private void apply(JsonObject role, List<JsonObject> rules) {
    var metadata = Json.createObjectBuilder().add("name", "cluster-share");
    var changed =
        Json.createObjectBuilder(role)
            .add("metadata", metadata)
            .add("rules", Json.createArrayBuilder(rules))
            .build();
    try {
      var file = Files.writeString(folder.resolve("role.json"), changed.toString());
      var done = kubectl("replace", "--force=false", "-f", file.toString());
      assertThat(done).contains("replaced");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What our account asked for and was not given, from the API server's own record. */
  private List<String> forbidden() {
    try {
      return Files.readAllLines(auditLog()).stream()
          .map(FewRights::read)
          .filter(event -> event.getJsonObject("responseStatus").getInt("code", 0) == 403)
          .map(event -> event.getString("verb") + " " + event.getString("requestURI"))
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String kubectl(String... arguments) {
    return stack.kubectl.run(cluster().kubeconfig(), arguments).text();
  }

  private static List<String> resources(JsonObject rule) {
    return texts(rule, kind(rule));
  }

  private static String kind(JsonObject rule) {
    return rule.containsKey("resources") ? "resources" : "nonResourceURLs";
  }

  private static List<String> texts(JsonObject rule, String field) {
    return rule.getJsonArray(field).getValuesAs(jakarta.json.JsonString.class).stream()
        .map(jakarta.json.JsonString::getString)
        .toList();
  }

  private static JsonObject read(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
