package org.clustershare.story.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reconciliation on a cluster of its own: drift, conditions, repairs and modes. */
@DatabaseTest
@StoryTest
class ReconcilingKT {
  @Part private static Stack stack;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init")
  private static KubernetesCluster kubernetesCluster;

  @SuppressWarnings("NullAway.Init")
  private static Added added;

  private final ClusterActor alice = stack.actor(ALICE).at(added);

  @BeforeAll
  static void start() {
    kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed, stack.dir.resolve("reconciling"), KubernetesCluster.Settings.plain());
    var owner = stack.actor(ALICE);
    added = owner.adds(kubernetesCluster).as("drifting").to(owner.createsProject("Reconciling"));
  }

  @AfterAll
  static void stop() {
    kubernetesCluster.close();
  }

  private String kubectl(String... arguments) {
    return stack.kubectl.run(kubernetesCluster.kubeconfig(), arguments).text();
  }

  private void awaitCondition(String type, String status, String reason) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(alice.conditions()).hasCondition(type, status, reason));
  }

  private List<JsonObject> repairs() {
    return alice.repairs().array().getValuesAs(JsonObject.class);
  }

  private String rolesPage() {
    var address =
        "%s/console/roles/%s/%s".formatted(stack.product.base(), added.project(), added.cluster());
    var page = stack.visitor(ALICE).open(URI.create(address));
    assertThat(page.status()).isEqualTo(200);
    return page.body();
  }

  @Test
  void inReportModeDriftIsShownAndNotRepaired() {
    awaitCondition("RolesInSync", "True", "InSync");
    awaitCondition("OwnerBound", "True", "BoundOnce");
    alice.setsReconcileMode("report");
    kubectl("delete", "role", "-n", "default", "namespace-editor");

    awaitCondition("RolesInSync", "False", "Drift");
    var drift = alice.drift().object();
    assertThat(drift.getString("mode")).isEqualTo("report");
    assertThat(drift.getBoolean("inSync")).isFalse();
    // Roles of other tests can differ, too.
    var step =
        drift.getJsonArray("steps").getValuesAs(JsonObject.class).stream()
            .filter(one -> one.getString("action").equals("apply"))
            .findFirst()
            .orElseThrow();
    assertThat(step.getJsonObject("object").toString())
        .isEqualTo("{\"kind\":\"Role\",\"namespace\":\"default\",\"name\":\"namespace-editor\"}");
    assertThat(step.getString("reason")).isEqualTo("Role default/namespace-editor is missing");
    assertThat(step.getJsonObject("body").getString("kind")).isEqualTo("Role");

    assertThat(alice.reconciles().object().getInt("applied")).isZero();
    assertThat(kubectl("get", "role", "-n", "default", "namespace-editor")).contains("NotFound");
    assertThat(rolesPage())
        .contains("Role default/namespace-editor", "is missing", "Only reported", "Reconcile now")
        .contains("Roles differ and are only reported.");

    alice.setsReconcileMode("apply");
    awaitCondition("RolesInSync", "True", "InSync");
  }

  @Test
  void inApplyModeReconcilingRepairsAtOnce() {
    alice.setsReconcileMode("report");
    kubectl("delete", "role", "-n", "default", "namespace-admin");
    awaitCondition("RolesInSync", "False", "Drift");

    alice.setsReconcileMode("apply");
    alice.reconciles();

    assertThat(kubectl("get", "role", "-n", "default", "namespace-admin", "-o", "name"))
        .contains("role.rbac.authorization.k8s.io/namespace-admin");
    awaitCondition("RolesInSync", "True", "InSync");
    assertThat(repairs().get(0).getJsonArray("steps").getJsonObject(0).getString("reason"))
        .isEqualTo("Role default/namespace-admin is missing");
    assertThat(alice.drift().object().getBoolean("inSync")).isTrue();
    assertThat(rolesPage()).contains("Nothing differs");
  }

  @Test
  void driftIsRepairedWithoutARequest() {
    alice.setsReconcileMode("apply");
    awaitCondition("RolesInSync", "True", "InSync");
    kubectl("label", "clusterrole", "view", "component-");
    kubectl("delete", "role", "-n", "default", "namespace-editor");
    kubectl("label", "role", "-n", "default", "namespace-admin", "component-");
    kubectl(
        "patch",
        "role",
        "-n",
        "default",
        "namespace-viewer",
        "--type=merge",
        "-p",
        "{\"rules\":[]}");

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(alice.clusterRoleNames()).contains("view");
              assertThat(kubectl("get", "role", "-n", "default", "-l", "component=userClusterRole"))
                  .contains("namespace-admin", "namespace-editor", "namespace-viewer");
              assertThat(kubectl("get", "role", "-n", "default", "namespace-viewer", "-o", "yaml"))
                  .contains("configmaps");
            });
  }

  @Test
  void aNewNamespaceGetsTheRoles() {
    alice.setsReconcileMode("apply");
    kubectl("create", "namespace", "later");

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(kubectl("get", "roles", "-n", "later"))
                    .contains("namespace-admin", "namespace-editor", "namespace-viewer"));
  }

  @Test
  void aDryRunIsThePlanAndNothingElse() {
    alice.setsReconcileMode("report");
    kubectl("label", "clusterrole", "view", "component-");
    var before = repairs().size();

    var dryRun = alice.plansReconciliation().object();

    assertThat(dryRun).isEqualTo(alice.drift().object());
    assertThat(dryRun.getJsonArray("steps").toString()).contains("\"label\"", "\"view\"");
    assertThat(repairs()).hasSize(before);
    alice.setsReconcileMode("apply");
    awaitCondition("RolesInSync", "True", "InSync");
  }

  @Test
  void aConflictIsReportedUntilItIsGone() {
    alice.setsReconcileMode("report"); // else the product would be faster
    kubectl("create", "namespace", "theirs");
    kubectl("create", "role", "namespace-viewer", "-n", "theirs", "--verb=get", "--resource=pods");
    alice.setsReconcileMode("apply");

    awaitCondition("RolesInSync", "False", "Conflict");
    assertThat(alice.drift().object().getJsonArray("conflicts").toString())
        .contains("\"namespace\":\"theirs\",\"name\":\"namespace-viewer\"", "\"foreign\"");

    kubectl("delete", "role", "namespace-viewer", "-n", "theirs");

    awaitCondition("RolesInSync", "True", "InSync");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"mode\":\"sometimes\"}", "{\"mode\":1}", "[]", "nonsense"})
  void anUnknownModeIsRefused(String body) {
    assertThat(alice.actor().api().put(alice.path("/reconcile-mode"), body)).hasStatus(400);
  }

  @ParameterizedTest
  @CsvSource({"GET,drift", "GET,conditions", "GET,repairs", "GET,reconcile-mode", "POST,reconcile"})
  void strangersSeeNothingAndDoNothing(String method, String call) {
    var bob = stack.api(BOB);
    var path = alice.path("/" + call);

    var answer = method.equals("GET") ? bob.get(path) : bob.post(path, "");

    assertThat(answer).hasStatus(404).hasProblem("project-unknown");
  }

  @Test
  void theLastFiftyRepairsAreKept() {
    alice.setsReconcileMode("apply");
    for (int i = 0; i < 52; i++) {
      kubectl("label", "clusterrole", "edit", "component-");
      alice.reconciles();
    }

    assertThat(repairs()).hasSize(50);
    assertThat(repairs().get(0).getJsonArray("steps").toString()).contains("ClusterRole edit");
  }
}
