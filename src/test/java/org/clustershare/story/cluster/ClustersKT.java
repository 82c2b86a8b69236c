package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.clustershare.cluster.kubeconfig.KubeconfigCorpus;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.Cluster;
import org.clustershare.testbed.SimulatedCluster.Fault;
import org.clustershare.testbed.SimulatedClusters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding, changing and removing clusters, on a real API server. */
class ClustersKT {
  private final Stack stack = Stack.shared();
  private final Api alice = stack.api(ALICE);
  private final String project = alice.createProject("Clusters");
  private final String clusters = "/api/v2/projects/%s/kubernetes/clusters".formatted(project);

  @TempDir private Path folder = Path.of("");

  private Answer add(String name, String kubeconfig, boolean evenUnverified) {
    return alice.post(
        clusters,
        Json.createObjectBuilder(Api.clusterBody(name, kubeconfig))
            .add("evenUnverified", evenUnverified)
            .build());
  }

  private String added(String name) {
    var answer = alice.addCluster(project, name, stack.apiServer.kubeconfigText());
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.object().getString("id");
  }

  private Answer change(String id, String body, String... headers) {
    return alice.call("PATCH", clusters + "/" + id, body, headers);
  }

  private String unreachable() {
    return stack.apiServer.kubeconfigText().replaceAll("server: .*", "server: https://127.0.0.1:1");
  }

  @Test
  void noHostileKubeconfigIsKeptOrToldAnywhere() {
    for (var hostile : KubeconfigCorpus.all()) {
      var answer =
          alice.post(
              clusters,
              Json.createObjectBuilder()
                  .add("name", "hostile")
                  .add("kubeconfig", hostile.base64())
                  .add("evenUnverified", true)
                  .build());

      assertThat(answer.status()).as(hostile.name() + answer.body()).isEqualTo(400);
      assertThat(answer.body())
          .as(hostile.name())
          .contains("\"error\"")
          .doesNotContain(KubeconfigCorpus.SECRET);
    }
    assertThat(alice.get(clusters).body()).isEqualTo("[]");
    assertThat(stack.product.logged()).doesNotContain(KubeconfigCorpus.SECRET);
  }

  @Test
  void whatIsLongerThanAnyKubeconfigIsNotEvenRead() {
    var body = "{\"name\":\"" + "x".repeat(600_000) + "\"}";

    assertThat(alice.post(clusters, body).status()).isEqualTo(413);
    // Whoever it is: bodies are read before that is known.
    assertThat(new Api(stack.product.base(), "").post("/api/v1/projects", body).status())
        .isEqualTo(413);
    // Pages have forms with files, and tell it as everything else.
    var page = new Api(stack.product.base(), "").post("/console/projects", body);
    assertThat(page.status()).isEqualTo(413);
    assertThat(page.body()).contains("512 KiB");
  }

  @Test
  void everyStepOfTheLookIsTold() {
    var good =
        alice
            .post(clusters + "?dryRun=true", Api.clusterBody("n", stack.apiServer.kubeconfigText()))
            .object();
    assertThat(good.getBoolean("passed")).isTrue();
    assertThat(states(good))
        .containsExactly(
            "reachable passed",
            "certificate passed",
            "credentials passed",
            "version passed",
            "rights passed");
    assertThat(good.toString()).contains("Kubernetes v1.");

    var silent =
        alice.post(clusters + "?dryRun=true", Api.clusterBody("n", unreachable())).object();
    assertThat(states(silent)).startsWith("reachable failed", "certificate skipped");

    var wrongCa =
        stack
            .apiServer
            .kubeconfigText()
            .replaceAll("certificate-authority-data: .*", "extensions: []");
    assertThat(
            states(alice.post(clusters + "?dryRun=true", Api.clusterBody("n", wrongCa)).object()))
        .startsWith("reachable passed", "certificate failed", "credentials skipped");

    var stranger = withToken(stack.apiServer, "nobodys-token");
    assertThat(
            states(alice.post(clusters + "?dryRun=true", Api.clusterBody("n", stranger)).object()))
        .startsWith(
            "reachable passed", "certificate passed", "credentials failed", "version skipped");
    assertThat(alice.get(clusters).body()).isEqualTo("[]");
  }

  @Test
  void aClusterIsKeptUncheckedOnlyWhenThatIsAsked() {
    var refused = add("silent", unreachable(), false);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.object().getString("detail")).contains("Nothing answers at 127.0.0.1:1");

    var kept = add("silent", unreachable(), true);
    assertThat(kept.status()).isEqualTo(201);
    assertThat(kept.object().getJsonObject("status").getString("state")).isEqualTo("UNKNOWN");

    var id = kept.object().getString("id");
    var body = Api.clusterBody("silent", stack.apiServer.kubeconfigText());
    var replaced = change(id, body.toString());
    assertThat(replaced.status()).as(replaced.body()).isEqualTo(200);
    assertThat(replaced.object().getJsonObject("status").getString("state")).isEqualTo("RUNNING");
    assertThat(alice.post(clusters + "/" + id + "/check", "").object().getBoolean("passed"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "[::ffff:169.254.169.254]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "[::]",
        "224.0.0.1",
        "[ff02::1]",
        "255.255.255.255",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[64:ff9b::a9fe:a9fe]"
      })
  void someAddressesAreNeverConnectedTo(String host) {
    var kubeconfig =
        stack
            .apiServer
            .kubeconfigText()
            .replaceAll("server: .*", "server: \"https://%s:6443\"".formatted(host));

    var report = alice.post(clusters + "?dryRun=true", Api.clusterBody("n", kubeconfig));

    assertThat(report.body())
        .containsAnyOf("never allowed", "four decimal numbers", "no address", "must be https");
    assertThat(report.body()).doesNotContain("did not answer", "Nothing answers");
  }

  @Test
  void nameAndAddressAreChangedAndALostRaceIsTold() {
    var id = added("before");
    var path = clusters + "/" + id;
    var tag = alice.get(path).etag();

    var first =
        change(
            id,
            "{\"name\":\"after\",\"externalServer\":\"https://k8s.example.com\"}",
            "If-Match",
            tag);
    var second = change(id, "{\"name\":\"lost\"}", "If-Match", tag);

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.object().getString("name")).isEqualTo("after");
    assertThat(first.object().getJsonObject("status").getString("externalUrl"))
        .isEqualTo("https://k8s.example.com");
    assertThat(second.status()).isEqualTo(412);
    assertThat(alice.get(path).object().getString("name")).isEqualTo("after");
    // The same cluster under the path of KKP's own.
    assertThat(alice.get(path.replace("/kubernetes", "")).object().getString("name"))
        .isEqualTo("after");
    assertThat(change(id, "{\"externalServer\":\"http://k8s\"}").status()).isEqualTo(400);
    assertThat(change(id, "{\"externalServer\":\"\"}").body()).doesNotContain("externalUrl");
  }

  @Test
  void whoeverIsLedElsewhereNeedsANewLink() {
    var id = added("moved");
    var path = "/api/v2/projects/%s/clusters/%s".formatted(project, id);
    var link = java.net.URI.create(alice.post(path + "/shares", "").object().getString("link"));
    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(200);

    assertThat(change(id, "{\"name\":\"renamed\"}").status()).isEqualTo(200);
    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(200);
    assertThat(change(id, "{\"externalServer\":\"https://k8s.example.com\"}").status())
        .isEqualTo(200);

    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(410);
    assertThat(alice.get(path + "/shares").body()).contains("\"revoked\"");
    // And nobody takes it to an address that does not answer.
    var body =
        Json.createObjectBuilder(Api.clusterBody("renamed", unreachable()))
            .add("evenUnverified", true)
            .build();
    assertThat(change(id, body.toString()).status()).isEqualTo(400);
  }

  @Test
  void aNewOwnerTakesTheOwnersRoleOver() {
    try (var cluster =
        Cluster.start(
            stack.testbed, folder.resolve("owned"), Cluster.Settings.trusting(stack.issuer))) {
      var id =
          alice.addCluster(project, "owned", cluster.kubeconfigText()).object().getString("id");
      var admins = "/api/v2/projects/%s/clusters/%s/clusterbindings".formatted(project, id);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(alice.get(admins).body()).contains(ALICE));

      assertThat(change(id, "{\"owner\":\"not an email\"}").status()).isEqualTo(400);
      // Nobody becomes an owner who may not share.
      assertThat(change(id, "{\"owner\":\"%s\"}".formatted(BOB)).status()).isEqualTo(400);
      var bob =
          "{\"email\":\"%s\",\"projects\":[{\"id\":\"%s\",\"group\":\"editors\"}]}"
              .formatted(BOB, project);
      assertThat(alice.post("/api/v1/projects/%s/users".formatted(project), bob).status())
          .isEqualTo(201);
      // Nor makes anybody himself one.
      assertThat(
              stack
                  .api(BOB)
                  .call("PATCH", clusters + "/" + id, "{\"owner\":\"%s\"}".formatted(BOB))
                  .status())
          .isEqualTo(403);
      assertThat(change(id, "{\"owner\":\"%s\"}".formatted(BOB)).object().getString("owner"))
          .isEqualTo(BOB);

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(alice.get(admins).body()).contains(BOB).doesNotContain(ALICE));
    }
  }

  @Test
  void credentialsAreReplacedWhileCallsGoOn() {
    var id = added("replaced");
    var bindings = "/api/v2/projects/%s/clusters/%s/clusterbindings".formatted(project, id);
    var body = Api.clusterBody("replaced", stack.apiServer.kubeconfigText()).toString();

    for (int i = 0; i < 5; i++) {
      assertThat(change(id, body).status()).isEqualTo(200);
      assertThat(alice.get(bindings).status()).isEqualTo(200);
    }
  }

  @Test
  void credentialsOfAnotherClusterAreRefused() {
    var id = added("mine");
    try (var other =
        Cluster.start(
            stack.testbed, folder.resolve("other"), Cluster.Settings.trusting(stack.issuer))) {
      var answer = change(id, Api.clusterBody("mine", other.kubeconfigText()).toString());

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.object().getString("type")).endsWith("other-cluster");
    }
  }

  @Test
  void aClusterIsNotLedElsewhereWithoutItsUidInTwoStepsEither() {
    var id = added("two-steps");
    var there = status(id).getString("url");

    var unverified = change(id, even(withToken(stack.apiServer, "nobodys-token")));
    assertThat(unverified.status()).as(unverified.body()).isEqualTo(200);
    assertThat(status(id).getString("state")).isEqualTo("UNKNOWN");

    assertThat(change(id, even(unreachable())).status()).isEqualTo(400);
    var otherCa =
        stack
            .apiServer
            .kubeconfigText()
            .replaceAll("certificate-authority-data: .*", "extensions: []");
    assertThat(change(id, even(otherCa)).status()).isEqualTo(400);
    assertThat(status(id).getString("url")).isEqualTo(there);

    // Who has the cluster's own credentials gets it back.
    var back = change(id, even(stack.apiServer.kubeconfigText()));
    assertThat(back.status()).as(back.body()).isEqualTo(200);
    assertThat(status(id).getString("state")).isEqualTo("RUNNING");
  }

  @Test
  void aServerThatTellsNoUidIsNotTheClusterThatWasAdded() throws Exception {
    var id = added("silent-uid");
    var there = status(id).getString("url");
    try (var simulated = new SimulatedClusters()) {
      var empty = simulated.add("empty", List.of());
      empty.fault(Fault.EMPTY);
      var kubeconfig = simulated.kubeconfig("empty");

      assertThat(change(id, Api.clusterBody("silent-uid", kubeconfig).toString()).status())
          .isEqualTo(400);
      assertThat(change(id, even(kubeconfig)).status()).isEqualTo(400);
      assertThat(status(id).getString("url")).isEqualTo(there);
      assertThat(add("empty", kubeconfig, false).status()).isEqualTo(400);
    }
  }

  @Test
  void aCheckDoesNotTakeAnotherClusterForTheOneThatWasAdded() throws Exception {
    try (var simulated = new SimulatedClusters()) {
      var cluster = simulated.add("rebuilt", List.of());
      var id = add("rebuilt", simulated.kubeconfig("rebuilt"), false).object().getString("id");
      assertThat(status(id).getString("state")).isEqualTo("RUNNING");

      cluster.rebuild();

      for (int i = 0; i < 2; i++) {
        var report = alice.post(clusters + "/" + id + "/check", "{}").object();
        assertThat(report.getBoolean("passed")).isFalse();
        assertThat(report.toString()).contains("another cluster than before");
        assertThat(status(id).getString("state")).isEqualTo("UNKNOWN");
      }
      cluster.fault(Fault.EMPTY);
      assertThat(alice.post(clusters + "/" + id + "/check", "{}").object().getBoolean("passed"))
          .isFalse();
    }
  }

  private static String even(String kubeconfig) {
    return Json.createObjectBuilder(Api.clusterBody("even", kubeconfig))
        .add("evenUnverified", true)
        .build()
        .toString();
  }

  private JsonObject status(String id) {
    return alice.get(clusters + "/" + id).object().getJsonObject("status");
  }

  @Test
  void clustersAreSearchedSortedAndCounted() {
    for (var name : List.of("b-one", "A-two", "c_three")) {
      add(name, unreachable(), true);
    }

    assertThat(names(alice.get(clusters))).containsExactly("A-two", "b-one", "c_three");
    assertThat(names(alice.get(clusters + "?sort=-name&limit=2")))
        .containsExactly("c_three", "b-one");
    assertThat(alice.get(clusters + "?limit=1").headers().firstValue("X-Total-Count"))
        .contains("3");
    assertThat(names(alice.get(clusters + "?search=ONE"))).containsExactly("b-one");
    // A character that means something to SQL means itself.
    assertThat(names(alice.get(clusters + "?search=_"))).containsExactly("c_three");
    assertThat(names(alice.get(clusters + "?search=%25"))).isEmpty();
    assertThat(alice.get(clusters + "?sort=size").status()).isEqualTo(400);
    assertThat(alice.get(clusters + "?limit=-1").status()).isEqualTo(400);
  }

  @Test
  void removingAClusterEndsItsSharesAtOnceAndTakesAwayWhatWeMade() {
    try (var cluster =
        Cluster.start(
            stack.testbed, folder.resolve("gone"), Cluster.Settings.trusting(stack.issuer))) {
      var id = alice.addCluster(project, "gone", cluster.kubeconfigText()).object().getString("id");
      var path = "/api/v2/projects/%s/clusters/%s".formatted(project, id);
      var link = alice.post(path + "/shares", "").object().getString("link");
      alice.post(path + "/clusterroles/view/clusterbindings", Stack.user(BOB));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  kubectl(cluster, "get", "roles", "-A", "-l", "component=userClusterRole")
                      .contains("namespace-viewer"));

      var removal = alice.delete(path + "?cleanup=true");

      assertThat(removal.status()).as(removal.body()).isEqualTo(200);
      assertThat(removal.object().getJsonArray("notRemoved")).isEmpty();
      assertThat(removal.object().getJsonArray("removed")).isNotEmpty();
      assertThat(alice.get(path).status()).isEqualTo(404);
      assertThat(stack.visitor(BOB).open(java.net.URI.create(link)).status()).isEqualTo(404);
      assertThat(kubectl(cluster, "get", "roles", "-A", "-l", "component=userClusterRole"))
          .contains("No resources found");
      assertThat(
              kubectl(cluster, "get", "clusterrolebindings", "-l", "component=userClusterBinding"))
          .contains("No resources found");
      assertThat(kubectl(cluster, "get", "clusterroles", "-l", "component=userClusterRole"))
          .contains("No resources found");
    }
  }

  @Test
  void whatChangesDuringTheLookCounts() throws Exception {
    try (var simulated = new SimulatedClusters()) {
      var shortLived = alice.createProject("Short-lived");
      var cluster = simulated.add("slow", List.of());
      cluster.fault(Fault.SLOW);
      var adding =
          CompletableFuture.supplyAsync(
              () -> alice.addCluster(shortLived, "slow", simulated.kubeconfig("slow")));
      await().atMost(Duration.ofSeconds(10)).until(() -> !cluster.seen().isEmpty());

      var deleted = alice.delete("/api/v1/projects/" + shortLived);
      cluster.fault(Fault.NONE);

      assertThat(deleted.status()).as(deleted.body()).isEqualTo(200);
      var answer = adding.get(30, TimeUnit.SECONDS);
      assertThat(answer.status()).as(answer.body()).isEqualTo(404);
      assertThat(answer.object().getString("type")).endsWith("project-unknown");
    }
  }

  @Test
  void whatCouldNotBeTakenAwayIsTold() {
    var id = add("silent", unreachable(), true).object().getString("id");

    var removal = alice.delete(clusters + "/" + id + "?cleanup=true").object();

    assertThat(removal.getJsonArray("notRemoved")).isNotEmpty();
    assertThat(alice.get(clusters).body()).isEqualTo("[]");
  }

  private String kubectl(Cluster cluster, String... arguments) {
    return stack.kubectl.run(cluster.kubeconfig(), arguments).text();
  }

  private static String withToken(Cluster cluster, String token) {
    return cluster
        .kubeconfigText()
        .replaceAll("client-certificate-data: .*", "token: " + token)
        .replaceAll("client-key-data: .*", "extensions: []");
  }

  private static List<String> states(JsonObject report) {
    return report.getJsonArray("steps").getValuesAs(JsonObject.class).stream()
        .map(step -> step.getString("step") + " " + step.getString("state"))
        .toList();
  }

  private static List<String> names(Answer answer) {
    return answer.array().getValuesAs(JsonObject.class).stream()
        .map(cluster -> cluster.getJsonString("name"))
        .map(JsonString::getString)
        .toList();
  }
}
