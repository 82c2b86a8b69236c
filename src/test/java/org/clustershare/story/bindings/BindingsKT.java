package org.clustershare.story.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles and bindings on a real API server: the contract, and every kind of subject. */
@DatabaseTest
@StoryTest
class BindingsKT {
  private static final String NAMESPACE_VIEWER = "default/namespace-viewer";

  private final Stack stack;
  private final ClusterActor alice;

  BindingsKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE).at(stack.cluster());
  }

  @BeforeEach
  void rolesAreThere() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(alice.roleNames()).contains("namespace-viewer"));
  }

  private String kubectl(String... arguments) {
    return stack.kubectl.run(stack.apiServer.kubeconfig(), arguments).text();
  }

  @Test
  void theRolesOfTheSeedAreOffered() {
    assertThat(alice.clusterRoleNames())
        .hasBody("[{\"name\":\"admin\"},{\"name\":\"edit\"},{\"name\":\"view\"}]");
    assertThat(alice.roleNames().array().getValuesAs(JsonObject.class))
        .extracting(role -> role.getString("name"))
        .contains("namespace-admin", "namespace-editor", "namespace-viewer");
    assertThat(alice.namespaces()).contains("kube-system");
    assertThat(alice.clusterRoles().array().getJsonObject(0).keySet())
        .contains("id", "name", "creationTimestamp", "rules");
  }

  @Test
  void theOwnerIsBoundToAdminOnceAndARemovalStays() {
    try (var apiServer =
        KubernetesCluster.start(
            stack.testbed,
            stack.dir.resolve("owner-cluster"),
            KubernetesCluster.Settings.plain())) {
      var owner = stack.actor(ALICE);
      var fresh = owner.at(owner.adds(apiServer).as("fresh").to(owner.createsProject("Owner")));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(fresh.clusterBindings()).contains(ALICE));

      fresh.unbinds(ALICE).from("admin");

      assertThat(fresh.clusterBindings()).doesNotContain(ALICE);
      assertThat(fresh.reconciles()).hasStatus(200);
      assertThat(fresh.clusterBindings()).doesNotContain(ALICE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"view", NAMESPACE_VIEWER})
  void aPersonIsBoundAndUnboundAsInTheContract(String role) {
    var dana = "dana@example.com";

    var bound = alice.binds(dana).to(role);
    assertThat(bound)
        .hasStatus(200)
        .contains(
            "{\"kind\":\"User\",\"apiGroup\":\"rbac.authorization.k8s.io\",\"name\":\"dana@example.com\"}");
    assertThat(alice.binds(dana).to(role)).hasStatus(400);

    var unbound = alice.unbinds(dana).from(role);
    assertThat(unbound).hasStatus(200).doesNotContain(dana);
    assertThat(alice.unbinds(dana).from(role)).hasStatus(200);
  }

  @Test
  void aGroupWithAPersonsNameIsAnotherSubject() {
    var name = "twin@example.com";
    alice.binds(name).to("view");
    assertThat(alice.bindsGroup(name).to("view")).hasStatus(200);

    var left = alice.unbindsGroup(name).from("view");

    assertThat(left).contains("\"kind\":\"User\"", name).doesNotContain("\"Group\"");
    alice.unbinds(name).from("view");
  }

  @Test
  void aServiceAccountIsKnownByItsNamespaceToo() {
    assertThat(alice.bindsServiceAccount("default", "robot").to(NAMESPACE_VIEWER)).hasStatus(200);
    assertThat(alice.bindsServiceAccount("kube-system", "robot").to(NAMESPACE_VIEWER))
        .hasStatus(200);

    var left = alice.unbindsServiceAccount("default", "robot").from(NAMESPACE_VIEWER);

    assertThat(left).contains("\"namespace\":\"kube-system\"");
    alice.unbindsServiceAccount("kube-system", "robot").from(NAMESPACE_VIEWER);
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
    var answer = alice.actor().api().post(alice.path(path), body);

    assertThat(answer).hasStatus(status).hasNext();
    assertThat(answer.object().getJsonObject("error").getInt("code")).isEqualTo(status);
  }

  @Test
  void aStrangerSeesNothing() {
    var bob = stack.actor(BOB).at(stack.cluster());

    assertThat(bob.clusterBindings()).hasStatus(404);
    assertThat(bob.binds(BOB).to("view")).hasStatus(404);
    assertThat(bob.triesToShare()).hasStatus(404);
    assertThat(new Api(stack.product.base(), "nonsense").get("/api/v1/me")).hasStatus(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"R&D", "<script>alert(1)</script>", "a\"b\\c", "R\u2028D", "Forschung ü 日本"})
  void aNameOfAnyLettersIsBoundOnceAndRemoved(String name) {
    var written = Json.createValue(name).toString();
    assertThat(alice.bindsGroup(name).to("view")).hasStatus(200);

    assertThat(alice.bindsGroup(name).to("view")).hasStatus(400);

    assertThat(alice.clusterBindings()).containsOnlyOnce(written);
    var removed = alice.unbindsGroup(name).from("view");
    assertThat(removed).hasStatus(200).doesNotContain(written);
  }

  @Test
  void aNameInOtherCaseIsRefusedWithTheReason() {
    alice.binds("Mixed@Example.com").to("view");

    assertThat(alice.binds("mixed@example.com").to("view"))
        .hasStatus(400)
        .hasDetail("Mixed@Example.com", "case-sensitive");

    alice.unbinds("Mixed@Example.com").from("view");
  }

  @Test
  void onlyTheNameInExactlyThisCaseIsRemoved() {
    alice.binds("Other@Example.com").to("view");

    assertThat(alice.unbinds("other@example.com").from("view")).contains("Other@Example.com");
    assertThat(alice.unbinds("Other@Example.com").from("view").body())
        .doesNotContainIgnoringCase("other@example.com");
  }

  @Test
  void aSubjectInSeveralBindingsIsRemovedFromAll() {
    var thrice = "thrice@example.com";
    alice.binds(thrice).to("view");
    for (var name : List.of("other-one", "other-two")) {
      kubectl("create", "clusterrolebinding", name, "--clusterrole=view", "--user=" + thrice);
      kubectl("label", "clusterrolebinding", name, "component=userClusterBinding");
    }

    assertThat(alice.unbinds(thrice).from("view")).hasStatus(200);

    assertThat(alice.clusterBindings()).doesNotContain(thrice);
    kubectl("delete", "clusterrolebinding", "other-one", "other-two");
  }

  @Test
  void aBindingOfAnotherNameOrWithoutSubjectsIsUsed() {
    offer("foreign");
    kubectl("create", "clusterrolebinding", "abcde12345:foreign", "--clusterrole=foreign");
    kubectl("label", "clusterrolebinding", "abcde12345:foreign", "component=userClusterBinding");

    assertThat(alice.binds("erin@example.com").to("foreign")).hasStatus(200);
    assertThat(alice.binds("erin@example.com").to("foreign")).hasStatus(400);
    assertThat(alice.binds("ERIN@example.com").to("foreign")).hasStatus(400);

    assertThat(kubectl("get", "clusterrolebinding", "abcde12345:foreign", "-o", "json"))
        .containsOnlyOnce("erin@example.com");
    assertThat(alice.unbinds("erin@example.com").from("foreign"))
        .hasBody("{\"roleRefName\":\"foreign\"}");

    kubectl("delete", "clusterrole", "foreign");
    assertThat(alice.binds("late@example.com").to("foreign")).hasStatus(404);
    kubectl("delete", "clusterrolebinding", "abcde12345:foreign");
    assertThat(alice.unbinds("late@example.com").from("foreign")).hasStatus(404);
  }

  @Test
  void aDeletedBindingIsCreatedAgain() {
    offer("vanishing");
    alice.binds("first@example.com").to("vanishing");
    var binding =
        kubectl(
            "get",
            "clusterrolebindings",
            "-o",
            "jsonpath={.items[?(@.roleRef.name==\"vanishing\")].metadata.name}");
    assertThat(kubectl("delete", "clusterrolebinding", binding)).contains("deleted");

    assertThat(alice.binds("second@example.com").to("vanishing"))
        .contains("second@example.com")
        .doesNotContain("first@example.com");

    alice.unbinds("second@example.com").from("vanishing");
    kubectl("delete", "clusterrole", "vanishing");
  }

  /** A ClusterRole of this test's own among those that the product offers. */
  private void offer(String clusterRole) {
    kubectl("create", "clusterrole", clusterRole, "--verb=get", "--resource=pods");
    kubectl("label", "clusterrole", clusterRole, "component=userClusterRole");
  }
}
