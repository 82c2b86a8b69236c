package org.clustershare.story.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reconciliation through the API: drift, conditions, repairs and modes, on a cluster of its own.
 */
class ReconcilingKT {
  private static final Stack STACK = Stack.shared();

  @SuppressWarnings("NullAway.Init")
  private static Cluster cluster;

  @SuppressWarnings("NullAway.Init")
  private static Added added;

  private final Api alice = STACK.api(ALICE);

  @BeforeAll
  static void start() {
    cluster =
        Cluster.start(STACK.testbed, STACK.dir.resolve("reconciling"), Cluster.Settings.plain());
    var api = STACK.api(ALICE);
    var project = api.createProject("Reconciling");
    var id = api.addCluster(project, "drifting", cluster.kubeconfigText()).object().getString("id");
    added = new Added(project, id);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private String kubectl(String... arguments) {
    return STACK.kubectl.run(cluster.kubeconfig(), arguments).text();
  }

  private void mode(String mode) {
    var body = Json.createObjectBuilder().add("mode", mode).build();
    assertThat(alice.put(added.path() + "/reconcile-mode", body).body())
        .isEqualTo("{\"mode\":\"%s\",\"ownSetting\":true}".formatted(mode));
  }

  private void awaitCondition(String type, String status, String reason) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        alice
                            .get(added.path() + "/conditions")
                            .array()
                            .getValuesAs(JsonObject.class))
                    .anySatisfy(
                        condition -> {
                          assertThat(condition.getString("type")).isEqualTo(type);
                          assertThat(condition.getString("status")).isEqualTo(status);
                          assertThat(condition.getString("reason")).isEqualTo(reason);
                        }));
  }

  private List<JsonObject> repairs() {
    return alice.get(added.path() + "/repairs").array().getValuesAs(JsonObject.class);
  }

  @Test
  void reportOnlyShowsDriftAndReconcileNowRepairsItAtOnce() {
    awaitCondition("RolesInSync", "True", "InSync");
    awaitCondition("OwnerBound", "True", "BoundOnce");
    mode("report");
    kubectl("delete", "role", "-n", "default", "namespace-editor");

    awaitCondition("RolesInSync", "False", "Drift");
    var drift = alice.get(added.path() + "/drift").object();
    assertThat(drift.getString("mode")).isEqualTo("report");
    assertThat(drift.getBoolean("inSync")).isFalse();
    var step = drift.getJsonArray("steps").getJsonObject(0);
    assertThat(step.getString("action")).isEqualTo("apply");
    assertThat(step.getJsonObject("object").toString())
        .isEqualTo("{\"kind\":\"Role\",\"namespace\":\"default\",\"name\":\"namespace-editor\"}");
    assertThat(step.getString("reason")).isEqualTo("Role default/namespace-editor is missing");
    assertThat(step.getJsonObject("body").getString("kind")).isEqualTo("Role");

    var asked = alice.post(added.path() + "/reconcile", "").object();
    assertThat(asked.getInt("applied")).isZero();
    assertThat(kubectl("get", "role", "-n", "default", "namespace-editor")).contains("NotFound");

    var page = STACK.visitor(ALICE).open(page());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Role default/namespace-editor", "is missing", "Only reported", "Reconcile now")
        .contains("Roles differ and are only reported.");

    mode("apply");
    alice.post(added.path() + "/reconcile", "");

    assertThat(kubectl("get", "role", "-n", "default", "namespace-editor", "-o", "name"))
        .contains("role.rbac.authorization.k8s.io/namespace-editor");
    awaitCondition("RolesInSync", "True", "InSync");
    assertThat(repairs().get(0).getJsonArray("steps").getJsonObject(0).getString("reason"))
        .isEqualTo("Role default/namespace-editor is missing");
    assertThat(alice.get(added.path() + "/drift").object().getBoolean("inSync")).isTrue();
    assertThat(STACK.visitor(ALICE).open(page()).body()).contains("Nothing differs");
  }

  private static URI page() {
    return URI.create(
        "%s/console/roles/%s/%s".formatted(STACK.product.base(), added.project(), added.cluster()));
  }

  @Test
  void aDryRunIsThePlanAndNothingElse() {
    mode("report");
    kubectl("label", "clusterrole", "view", "component-");
    var before = repairs().size();

    var dryRun = alice.post(added.path() + "/reconcile?dry-run=true", "").object();

    assertThat(dryRun).isEqualTo(alice.get(added.path() + "/drift").object());
    assertThat(dryRun.getJsonArray("steps").toString()).contains("\"label\"", "\"view\"");
    assertThat(repairs()).hasSize(before);
    mode("apply");
    awaitCondition("RolesInSync", "True", "InSync");
  }

  @Test
  void aConflictIsReportedUntilItIsGone() {
    mode("report"); // else the product would be faster
    kubectl("create", "namespace", "theirs");
    kubectl("create", "role", "namespace-viewer", "-n", "theirs", "--verb=get", "--resource=pods");
    mode("apply");

    awaitCondition("RolesInSync", "False", "Conflict");
    assertThat(alice.get(added.path() + "/drift").object().getJsonArray("conflicts").toString())
        .contains("\"namespace\":\"theirs\",\"name\":\"namespace-viewer\"", "\"foreign\"");

    kubectl("delete", "role", "namespace-viewer", "-n", "theirs");

    awaitCondition("RolesInSync", "True", "InSync");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"mode\":\"sometimes\"}", "{\"mode\":1}", "[]", "nonsense"})
  void anUnknownModeIsRefused(String body) {
    assertThat(alice.put(added.path() + "/reconcile-mode", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"GET,drift", "GET,conditions", "GET,repairs", "GET,reconcile-mode", "POST,reconcile"})
  void strangersSeeNothingAndDoNothing(String method, String call) {
    var bob = STACK.api(BOB);
    var path = added.path() + "/" + call;

    var answer = method.equals("GET") ? bob.get(path) : bob.post(path, "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.object().getString("type")).endsWith("project-unknown");
  }

  @Test
  void theLastFiftyRepairsAreKept() {
    mode("apply");
    for (int i = 0; i < 52; i++) {
      kubectl("label", "clusterrole", "edit", "component-");
      alice.post(added.path() + "/reconcile", "");
    }

    assertThat(repairs()).hasSize(50);
    assertThat(repairs().get(0).getJsonArray("steps").toString()).contains("ClusterRole edit");
  }
}
