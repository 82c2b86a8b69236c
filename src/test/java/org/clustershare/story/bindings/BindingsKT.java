package org.clustershare.story.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.user;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Cluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles and bindings on a real API server: the contract, repairs, and many concurrent writers. */
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

      assertThat(alice.get(path + "/clusterbindings").body()).doesNotContain(ALICE);
      assertThat(alice.post(path + "/reconcile", "").status()).isEqualTo(200);
      assertThat(alice.get(path + "/clusterbindings").body()).doesNotContain(ALICE);
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
  void aGroupWithAPersonsNameIsAnotherSubject() {
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
  void badInputIsAClearClientError(String path, String body, int status) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {"/clusterroles/edit/clusterbindings", "/roles/default/namespace-editor/bindings"})
  void fiftyWhoBindAndUnbindAtOnceLoseNothing(String path)
      throws InterruptedException, ExecutionException {
    IntStream.range(0, 25)
        .forEach(i -> alice.post(added.path() + path, user("leaver-%d@example.com".formatted(i))));
    var calls = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 25; i++) {
      var comer = user("comer-%d@example.com".formatted(i));
      var leaver = user("leaver-%d@example.com".formatted(i));
      calls.add(() -> alice.post(added.path() + path, comer).status());
      calls.add(() -> alice.delete(added.path() + path, leaver).status());
    }
    var executor = Executors.newFixedThreadPool(50);
    try {
      for (var status : executor.invokeAll(calls)) {
        assertThat(status.get()).isEqualTo(200);
      }
    } finally {
      executor.shutdown();
    }

    var bound = alice.get(added.path() + list(path)).body();
    assertThat(bound).doesNotContain("leaver-");
    for (int i = 0; i < 25; i++) {
      assertThat(bound).containsOnlyOnce("\"comer-%d@example.com\"".formatted(i));
    }
  }

  @Test
  void manyConcurrentCallsBindAPersonOnce() throws InterruptedException, ExecutionException {
    var executor = Executors.newFixedThreadPool(20);
    try {
      var path = added.path() + "/clusterroles/edit/clusterbindings";
      var same =
          Collections.<Callable<Integer>>nCopies(
              20, () -> alice.post(path, user("popular@example.com")).status());
      var answers = new ArrayList<Integer>();
      for (var status : executor.invokeAll(same)) {
        answers.add(status.get());
      }
      assertThat(answers).containsOnly(200, 400).containsOnlyOnce(200);
    } finally {
      executor.shutdown();
    }

    assertThat(alice.get(added.path() + "/clusterbindings").body())
        .containsOnlyOnce("popular@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"R&D", "<script>alert(1)</script>", "a\"b\\c", "R\u2028D", "Forschung ü 日本"})
  void aNameOfAnyLettersIsBoundOnceAndRemoved(String name) {
    var written = Json.createValue(name).toString();
    assertThat(alice.post(added.path() + VIEW, group(name)).status()).isEqualTo(200);

    assertThat(alice.post(added.path() + VIEW, group(name)).status()).isEqualTo(400);

    assertThat(alice.get(added.path() + "/clusterbindings").body()).containsOnlyOnce(written);
    var removed = alice.delete(added.path() + VIEW, group(name));
    assertThat(removed.status()).isEqualTo(200);
    assertThat(removed.body()).doesNotContain(written);
  }

  @Test
  void aNameInOtherCaseIsReportedAndOnlyTheExactOneRemoved() {
    alice.post(added.path() + VIEW, user("Mixed@Example.com"));

    var again = alice.post(added.path() + VIEW, user("mixed@example.com"));

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.object().getString("detail")).contains("Mixed@Example.com", "case-sensitive");
    assertThat(alice.delete(added.path() + VIEW, user("mixed@example.com")).body())
        .contains("Mixed@Example.com");
    assertThat(alice.delete(added.path() + VIEW, user("Mixed@Example.com")).body())
        .doesNotContainIgnoringCase("mixed@example.com");
  }

  @Test
  void aSubjectInSeveralBindingsIsRemovedFromAll() {
    alice.post(added.path() + VIEW, user("thrice@example.com"));
    for (var name : List.of("other-one", "other-two")) {
      kubectl(
          "create", "clusterrolebinding", name, "--clusterrole=view", "--user=thrice@example.com");
      kubectl("label", "clusterrolebinding", name, "component=userClusterBinding");
    }

    assertThat(alice.delete(added.path() + VIEW, user("thrice@example.com")).status())
        .isEqualTo(200);

    assertThat(alice.get(added.path() + "/clusterbindings").body())
        .doesNotContain("thrice@example.com");
    kubectl("delete", "clusterrolebinding", "other-one", "other-two");
  }

  @Test
  void aBindingOfAnotherNameOrWithoutSubjectsIsUsed() {
    kubectl("create", "clusterrole", "foreign", "--verb=get", "--resource=pods");
    kubectl("label", "clusterrole", "foreign", "component=userClusterRole");
    kubectl("create", "clusterrolebinding", "abcde12345:foreign", "--clusterrole=foreign");
    kubectl("label", "clusterrolebinding", "abcde12345:foreign", "component=userClusterBinding");
    var path = added.path() + "/clusterroles/foreign/clusterbindings";

    assertThat(alice.post(path, user("kept@example.com")).status()).isEqualTo(200);
    assertThat(alice.post(path, user("kept@example.com")).status()).isEqualTo(400);
    assertThat(alice.post(path, user("KEPT@example.com")).status()).isEqualTo(400);

    assertThat(kubectl("get", "clusterrolebinding", "abcde12345:foreign", "-o", "json"))
        .containsOnlyOnce("kept@example.com");
    assertThat(alice.delete(path, user("kept@example.com")).body())
        .isEqualTo("{\"roleRefName\":\"foreign\"}");
    kubectl("delete", "clusterrole", "foreign");
    assertThat(alice.post(path, user("late@example.com")).status()).isEqualTo(404);
    kubectl("delete", "clusterrolebinding", "abcde12345:foreign");
    assertThat(alice.delete(path, user("late@example.com")).status()).isEqualTo(404);
  }

  @Test
  void aRepeatedIdempotencyKeyGetsTheFirstAnswer() throws InterruptedException, ExecutionException {
    var path = added.path() + NAMESPACE_VIEWER;
    var who = user("once@example.com");

    var first = alice.postOnce("key-1", path, who);
    var second = alice.postOnce("\"key-1\"", path, who);

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(alice.postOnce("key-1", path, user("other@example.com")).status()).isEqualTo(422);
    assertThat(alice.postOnce("key-1", added.path() + VIEW, who).status()).isEqualTo(422);
    assertThat(alice.postOnce("key-2", path, who).status()).isEqualTo(400);
    assertThat(alice.postOnce("not a key", path, who).status()).isEqualTo(400);
    assertThat(alice.delete(path, who).status()).isEqualTo(200);
    // A failure is not stored: the key can be sent again once the call can succeed.
    assertThat(alice.postOnce("key-2", path, who).status()).isEqualTo(200);
    alice.delete(path, who);
  }

  @Test
  void manyRepetitionsAtOnceAreOneCall() throws InterruptedException, ExecutionException {
    var path = added.path() + NAMESPACE_VIEWER;
    var executor = Executors.newFixedThreadPool(10);
    try {
      var same =
          Collections.<Callable<Integer>>nCopies(
              10, () -> alice.postOnce("key-many", path, user("many@example.com")).status());
      for (var status : executor.invokeAll(same)) {
        // 409: the first one has no answer yet.
        assertThat(status.get()).isIn(200, 409);
      }
    } finally {
      executor.shutdown();
    }
    assertThat(alice.postOnce("key-many", path, user("many@example.com")).status()).isEqualTo(200);
    assertThat(alice.delete(path, user("many@example.com")).body()).doesNotContain("many@");
  }

  @Test
  void peopleAndGroupsAreBoundWithTheirPrefix() {
    var settings =
        Cluster.Settings.trusting(stack.issuer)
            .withFlag("--oidc-username-prefix=oidc:")
            .withFlag("--oidc-groups-prefix=oidc:");
    try (var prefixed =
        Cluster.start(stack.testbed, stack.dir.resolve("prefixed-cluster"), settings)) {
      var project = alice.createProject("Prefixed");
      var id =
          alice.addCluster(project, "prefixed", prefixed.kubeconfigText()).object().getString("id");
      var path = new Added(project, id).path();
      var prefixes =
          Json.createObjectBuilder()
              .add("usernamePrefix", "oidc:")
              .add("groupsPrefix", "oidc:")
              .build();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> alice.get(path + "/clusterrolenames").body().contains("view"));
      assertThat(alice.get(path + "/identity").body())
          .isEqualTo("{\"usernamePrefix\":\"\",\"groupsPrefix\":\"\"}");

      assertThat(alice.put(path + "/identity", prefixes).status()).isEqualTo(200);

      assertThat(stack.api(BOB).put(path + "/identity", prefixes).status()).isEqualTo(404);
      assertThat(alice.get(path + "/identity").object()).isEqualTo(prefixes);
      assertThat(alice.post(path + VIEW, user(BOB)).body()).contains("\"oidc:" + BOB + "\"");
      assertThat(alice.post(path + VIEW, user("oidc:" + BOB)).status()).isEqualTo(400);
      assertThat(alice.post(path + VIEW, user("system:admin")).body()).contains("system:admin");
      assertThat(alice.post(path + VIEW, user("system:admin")).status()).isEqualTo(400);
      assertThat(alice.post(path + VIEW, group("guests")).body()).contains("\"oidc:guests\"");
      assertThat(mayListPods(prefixed, BOB)).isEqualTo("yes");
      assertThat(mayListPods(prefixed, CAROL)).as("of the group guests").isEqualTo("yes");
      alice.delete(path + VIEW, user(BOB));
      assertThat(mayListPods(prefixed, BOB)).startsWith("no");
      aSubjectIsRemovedAsTheProviderOrTheListSpellsIt(path);
    }
  }

  private void aSubjectIsRemovedAsTheProviderOrTheListSpellsIt(String path) {
    alice.put(
        path + "/identity",
        Json.createObjectBuilder().add("usernamePrefix", "dev-").add("groupsPrefix", "").build());
    var dora = "\"dev-dora@example.com\"";

    assertThat(alice.post(path + VIEW, user("dora@example.com")).body()).contains(dora);
    assertThat(alice.delete(path + VIEW, user("dora@example.com")).body()).doesNotContain(dora);
    alice.post(path + VIEW, user("dora@example.com"));
    assertThat(alice.delete(path + VIEW, user("dev-dora@example.com")).body()).doesNotContain(dora);

    // If both spellings are bound, the provider's counts.
    alice.post(path + VIEW, user("dora@example.com"));
    assertThat(alice.post(path + VIEW, user("dev-dora@example.com")).body())
        .contains("\"dev-dev-dora@example.com\"");
    assertThat(alice.delete(path + VIEW, user("dev-dora@example.com")).body())
        .contains(dora)
        .doesNotContain("dev-dev-dora@example.com");
  }

  private String mayListPods(Cluster cluster, String email) {
    return stack
        .kubectl
        .run(
            Path.of("/dev/null"),
            "auth",
            "can-i",
            "list",
            "pods",
            "--server=" + cluster.server(),
            "--certificate-authority=" + cluster.caFile(),
            "--token=" + stack.issuer.idToken(email))
        .stdout()
        .strip();
  }

  private static String list(String path) {
    return path.startsWith("/clusterroles/") ? "/clusterbindings" : "/bindings";
  }

  @Test
  void aDeletedBindingIsCreatedAgain() {
    alice.post(added.path() + VIEW, user("first@example.com"));
    kubectl("delete", "clusterrolebinding", "-l", "component=userClusterBinding");

    assertThat(alice.post(added.path() + VIEW, user("second@example.com")).body())
        .contains("second@example.com")
        .doesNotContain("first@example.com");
  }
}
