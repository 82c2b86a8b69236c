package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.KubernetesUserAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.CAROL;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.ProjectActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member who leaves a project and whose access to its clusters ends with it. */
@StoryTest
class RemovedMemberKT {
  private static final String LIST_SERVICES = "list services --all-namespaces";

  private final Stack stack;
  private final Added added;
  private final ClusterActor alice;
  private final ProjectActor aliceInProject;
  private final String lea = "lea-%s@example.com".formatted(RandomIds.id());
  private final String byHand = "by-hand-" + RandomIds.id();

  RemovedMemberKT(Stack stack) {
    this.stack = stack;
    this.added = stack.addCluster();
    this.alice = stack.actor(ALICE).at(added);
    this.aliceInProject = stack.actor(ALICE).in(added.project());
  }

  /** What the product binds, and one binding that it did not make. */
  @BeforeEach
  void leaHasAccess() {
    aliceInProject.addsMember(lea, "editors");
    assertThat(alice.binds(lea).to("view")).hasStatus(200);
    assertThat(alice.binds(CAROL).to("view")).hasStatus(200, 400);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(alice.binds(lea).to("default/namespace-editor")).hasStatus(200));
    kubectl(
        "create",
        "rolebinding",
        byHand,
        "--clusterrole=edit",
        "--user=" + lea,
        "-n",
        "kube-public");
  }

  @AfterEach
  void unbindByHand() {
    kubectl("delete", "rolebinding", byHand, "-n", "kube-public");
  }

  private void kubectl(String... arguments) {
    var output = stack.kubectl.run(stack.apiServer.kubeconfig(), arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  private KubernetesUser user(String email) {
    return KubernetesUser.of(stack.kubectl, stack.apiServer.kubeconfig()).as(email);
  }

  private static List<String> roles(JsonObject cluster, String list) {
    return cluster.getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .map(binding -> binding.getString("roleRefName"))
        .toList();
  }

  @Test
  void aRemovalWithAnOddQueryIsRefusedAndEndsNothing() {
    assertThat(aliceInProject.removesMemberWith("endAccess=perhaps", lea)).hasStatus(400);
    assertThat(aliceInProject.removesMemberWith("clusterOwner=" + ALICE, lea)).hasStatus(400);
    assertThat(aliceInProject.removesMemberWith("endAccess=true&clusterOwner=" + lea, lea))
        .hasStatus(400);

    assertThat(user(lea)).may(LIST_SERVICES);
  }

  @Test
  void aRemovedMemberLosesAccessAndUnmanagedBindingsAreReported() {
    assertThat(user(lea)).may(LIST_SERVICES);

    var report = aliceInProject.removesMemberWith("endAccess=true", lea).object();

    assertThat(report.getBoolean("complete")).isTrue();
    var cluster = report.getJsonArray("clusters").getJsonObject(0);
    assertThat(roles(cluster, "ended")).containsExactlyInAnyOrder("view", "namespace-editor");
    assertThat(roles(cluster, "left")).containsExactly("edit");
    assertThat(cluster.getJsonArray("failed")).isEmpty();
    assertThat(user(lea))
        .mayNot(LIST_SERVICES)
        .mayNot("create configmaps -n default")
        .may("create configmaps -n kube-public");
    assertThat(user(CAROL)).may(LIST_SERVICES);
    assertThat(aliceInProject.removesMemberWith("endAccess=true", lea)).hasStatus(404);
  }
}
