package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.clustershare.story.driver.ProjectActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A project of Alice's with the clusters {@code one} and {@code two}, on API servers of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
abstract class TwoClusters {
  static final String DORA = "dora@example.com";

  final Stack stack;
  final String project;

  @SuppressWarnings("NullAway.Init")
  KubernetesCluster one;

  @SuppressWarnings("NullAway.Init")
  KubernetesCluster two;

  TwoClusters(Stack stack) {
    this.stack = stack;
    this.project = stack.actor(ALICE).createsProject("Access");
  }

  @BeforeAll
  void startThem() {
    var second = CompletableFuture.supplyAsync(() -> start("two"));
    one = start("one");
    two = second.join();
    stack.actor(ALICE).adds(one).as("one").to(project);
    stack.actor(ALICE).adds(two).as("two").to(project);
    prepare();
  }

  private KubernetesCluster start(String name) {
    var folder = stack.dir.resolve("access-%s-%s".formatted(project, name));
    return KubernetesCluster.start(stack.testbed, folder, KubernetesCluster.Settings.plain());
  }

  @AfterAll
  void stopThem() {
    one.close();
    two.close();
  }

  /** Makes the bindings that the tests look for. */
  abstract void prepare();

  ProjectActor alice() {
    return stack.actor(ALICE).in(project);
  }

  void kubectl(KubernetesCluster kubernetesCluster, String... arguments) {
    var output = stack.kubectl.run(kubernetesCluster.kubeconfig(), arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  /** A binding with the product's label, to a ClusterRole, whatever its name. */
  void bindWithLabel(KubernetesCluster kubernetesCluster, String name, String subject) {
    kubectl(
        kubernetesCluster,
        "create",
        "rolebinding",
        name,
        "--clusterrole=edit",
        subject,
        "-n",
        "default");
    kubectl(
        kubernetesCluster,
        "label",
        "rolebinding",
        name,
        "component=userClusterBinding",
        "-n",
        "default");
  }

  /** The names of the clusters in one list of a report. */
  static List<String> names(Answer report, String list) {
    return objects(report.object(), list, "name");
  }

  /** The roles of the bindings that ended in the first cluster that answered. */
  static List<String> ended(Answer report) {
    return objects(
        report.object().getJsonArray("clusters").getJsonObject(0), "ended", "roleRefName");
  }

  private static List<String> objects(JsonObject object, String list, String field) {
    return object.getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .map(one -> one.getString(field))
        .toList();
  }
}
