package org.clustershare.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.Stack.ALICE;
import static org.clustershare.story.Stack.BOB;
import static org.clustershare.story.Stack.user;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.clustershare.story.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Cluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles and bindings against a real API server: the contract, the repairs, many writers. */
class BindingsKT {
  private static final String VIEW = "/clusterroles/view/clusterbindings";
  private static final String NAMESPACE_VIEWER = "/roles/default/namespace-viewer/bindings";

  private final Stack stack = Stack.shared();
  private final Added added = stack.cluster();
  private final Api alice = stack.api(ALICE);

  @BeforeEach
  void rolesAreThere() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(alice.get(added.path() + "/rolenames").body())
                    .contains("namespace-viewer"));
  }

  private String kubectl(String... arguments) {
    return stack.kubectl.run(stack.apiServer.kubeconfig(), arguments).text();
  }

  private static JsonObject group(String name) {
    return Json.createObjectBuilder().add("group", name).build();
  }

  private static JsonObject account(String namespace, String name) {
    return Json.createObjectBuilder()
        .add("serviceAccount", name)
        .add("serviceAccountNamespace", namespace)
        .build();
  }

  @Test
  void theRolesOfTheSeedAreOffered() {
    assertThat(alice.get(added.path() + "/clusterrolenames").body())
        .isEqualTo("[{\"name\":\"admin\"},{\"name\":\"edit\"},{\"name\":\"view\"}]");
    assertThat(alice.get(added.path() + "/rolenames").array().getValuesAs(JsonObject.class))
        .extracting(role -> role.getString("name"))
        .contains("namespace-admin", "namespace-editor", "namespace-viewer");
    assertThat(alice.get(added.path() + "/namespaces").body()).contains("kube-system");
    assertThat(alice.get(added.path() + "/clusterroles").array().getJsonObject(0).keySet())
        .contains("id", "name", "creationTimestamp", "rules");
  }

  @Test
  void theOwnerIsBoundToAdminOnceAndARemovalStays() {
    try (var fresh =
        Cluster.start(
            stack.testbed, stack.dir.resolve("owner-cluster"), Cluster.Settings.plain())) {
      var project = alice.createProject("Owner");
      var id = alice.addCluster(project, "fresh", fresh.kubeconfigText()).object().getString("id");
      var path = new Added(project, id).path();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(alice.get(path + "/clusterbindings").body()).contains(ALICE));

      alice.delete(path + "/clusterroles/admin/clusterbindings", user(ALICE));

      await()
          .during(Duration.ofSeconds(5))
          .atMost(Duration.ofSeconds(10))
          .until(() -> !alice.get(path + "/clusterbindings").body().contains(ALICE));
    }
  }

  @Test
  void driftIsRepaired() {
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
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(alice.get(added.path() + "/clusterrolenames").body()).contains("view");
              assertThat(kubectl("get", "role", "-n", "default", "-l", "component=userClusterRole"))
                  .contains("namespace-admin", "namespace-editor", "namespace-viewer");
              assertThat(kubectl("get", "role", "-n", "default", "namespace-viewer", "-o", "yaml"))
                  .contains("configmaps");
            });
  }

  @Test
  void aNewNamespaceGetsTheRoles() {
    kubectl("create", "namespace", "later");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(kubectl("get", "roles", "-n", "later"))
                    .contains("namespace-admin", "namespace-editor", "namespace-viewer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {VIEW, NAMESPACE_VIEWER})
  void bindAndUnbindAsInTheContract(String path) {
    var who = user("somebody@example.com");

    var bound = alice.post(added.path() + path, who);
    assertThat(bound.status()).isEqualTo(200);
    assertThat(bound.body())
        .contains(
            "{\"kind\":\"User\",\"apiGroup\":\"rbac.authorization.k8s.io\",\"name\":\"somebody@example.com\"}");
    assertThat(alice.post(added.path() + path, who).status()).isEqualTo(400);

    var unbound = alice.delete(added.path() + path, who);
    assertThat(unbound.status()).isEqualTo(200);
    assertThat(unbound.body()).doesNotContain("somebody@example.com");
    assertThat(alice.delete(added.path() + path, who).status()).isEqualTo(200);
  }

  @Test
  void aGroupWithAPersonsNameIsSomebodyElse() {
    var name = "twin@example.com";
    alice.post(added.path() + VIEW, user(name));
    assertThat(alice.post(added.path() + VIEW, group(name)).status()).isEqualTo(200);

    var left = alice.delete(added.path() + VIEW, group(name)).body();

    assertThat(left).contains("\"kind\":\"User\"").contains(name).doesNotContain("\"Group\"");
    alice.delete(added.path() + VIEW, user(name));
  }

  @Test
  void aServiceAccountIsKnownByItsNamespaceToo() {
    assertThat(alice.post(added.path() + NAMESPACE_VIEWER, account("default", "robot")).status())
        .isEqualTo(200);
    var both = alice.post(added.path() + NAMESPACE_VIEWER, account("kube-system", "robot"));
    assertThat(both.status()).isEqualTo(200);

    var left = alice.delete(added.path() + NAMESPACE_VIEWER, account("default", "robot")).body();

    assertThat(left).contains("\"namespace\":\"kube-system\"");
    alice.delete(added.path() + NAMESPACE_VIEWER, account("kube-system", "robot"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/clusterroles/nothing/clusterbindings|{\"userEmail\":\"a@b\"}|404",
        "/clusterroles/cluster-admin/clusterbindings|{\"userEmail\":\"a@b\"}|404",
        "/clusterroles/..%2f..%2fnodes/clusterbindings|{\"userEmail\":\"a@b\"}|404",
        "/roles/nowhere/namespace-viewer/bindings|{\"userEmail\":\"a@b\"}|404",
        "/clusterroles/view/clusterbindings|{}|400",
        "/clusterroles/view/clusterbindings|[]|400",
        "/clusterroles/view/clusterbindings|not json|400",
        "/clusterroles/view/clusterbindings|{\"userEmail\":1}|400",
        "/clusterroles/view/clusterbindings|{\"userEmail\":\"a@b\",\"group\":\"g\"}|400",
        "/clusterroles/view/clusterbindings|{\"serviceAccount\":\"s\"}|400",
      })
  void whatIsWrongIsAClearErrorAndNeverOurs(String path, String body, int status) {
    var answer = alice.post(added.path() + path, body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.object().getJsonObject("error").getInt("code")).isEqualTo(status);
    assertThat(answer.object().getString("next")).isNotBlank();
  }

  @Test
  void aStrangerSeesNothing() {
    var bob = stack.api(BOB);

    assertThat(bob.get(added.path() + "/clusterbindings").status()).isEqualTo(404);
    assertThat(bob.post(added.path() + VIEW, user(BOB)).status()).isEqualTo(404);
    assertThat(bob.post(added.path() + "/shares", "").status()).isEqualTo(404);
    assertThat(new Api(stack.product.base(), "nonsense").get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void fiftyWritersAtOnceLoseNothing() throws InterruptedException, ExecutionException {
    int writers = 50;
    var executor = Executors.newFixedThreadPool(writers);
    try {
      var calls =
          IntStream.range(0, writers)
              .<Callable<Integer>>mapToObj(
                  i ->
                      () ->
                          alice
                              .post(
                                  added.path() + "/clusterroles/edit/clusterbindings",
                                  user("writer-%d@example.com".formatted(i)))
                              .status())
              .toList();
      for (var status : executor.invokeAll(calls)) {
        assertThat(status.get()).isEqualTo(200);
      }
    } finally {
      executor.shutdown();
    }
    var bindings = alice.get(added.path() + "/clusterbindings").body();
    for (int i = 0; i < writers; i++) {
      assertThat(bindings).contains("writer-%d@example.com".formatted(i));
    }
  }

  @Test
  void aBindingThatSomebodyDeletedIsMadeAgain() {
    alice.post(added.path() + VIEW, user("first@example.com"));
    kubectl("delete", "clusterrolebinding", "-l", "component=userClusterBinding");

    assertThat(alice.post(added.path() + VIEW, user("second@example.com")).body())
        .contains("second@example.com")
        .doesNotContain("first@example.com");
  }
}
