package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.cluster.SimulatedCluster.Fault;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removing clusters, and what is left of them. */
@DatabaseTest
@StoryTest
class ClusterRemovalKT {
  private final Stack stack;
  private final Actor alice;
  private final String project;

  @TempDir private Path folder = Path.of("");

  ClusterRemovalKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.project = alice.createsProject("Removal");
  }

  private String list(KubernetesCluster kubernetesCluster, String kind, String label) {
    return stack
        .kubectl
        .run(kubernetesCluster.kubeconfig(), "get", kind, "-A", "-l", "component=" + label)
        .text();
  }

  @Test
  void removingAClusterEndsItsSharesAndCleansItUp() {
    try (var apiServer =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("gone"),
            KubernetesCluster.Settings.trusting(stack.issuer))) {
      var cluster = alice.at(alice.adds(apiServer).as("gone").to(project));
      var link = cluster.shares();
      cluster.binds(BOB).to("view");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> list(apiServer, "roles", "userClusterRole").contains("namespace-viewer"));

      var removal = cluster.removesWithCleanup();

      assertThat(removal).hasStatus(200);
      assertThat(removal.object().getJsonArray("notRemoved")).isEmpty();
      assertThat(removal.object().getJsonArray("removed")).isNotEmpty();
      assertThat(cluster.details()).hasStatus(404);
      assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(404);
      assertThat(list(apiServer, "roles", "userClusterRole")).contains("No resources found");
      assertThat(list(apiServer, "clusterrolebindings", "userClusterBinding"))
          .contains("No resources found");
      assertThat(list(apiServer, "clusterroles", "userClusterRole")).contains("No resources found");
    }
  }

  @Test
  void aProjectThatEndsDuringTheCheckGetsNoCluster() throws Exception {
    try (var simulated = new SimulatedClusters()) {
      var shortLived = alice.createsProject("Short-lived");
      var server = simulated.add("slow", List.of());
      server.fault(Fault.SLOW);
      var adding =
          CompletableFuture.supplyAsync(
              () -> alice.adds(simulated.kubeconfig("slow")).as("slow").tryTo(shortLived));
      await().atMost(Duration.ofSeconds(60)).until(() -> !server.seen().isEmpty());

      var deleted = alice.in(shortLived).deletes();
      server.fault(Fault.NONE);

      assertThat(deleted).hasStatus(200);
      assertThat(adding.get(30, TimeUnit.SECONDS)).hasStatus(404).hasProblem("project-unknown");
    }
  }

  @Test
  void whatCouldNotBeRemovedIsReported() {
    var silent =
        alice
            .adds(new KubeconfigVariants(stack.apiServer).unreachable())
            .as("silent")
            .evenUnverified(true)
            .to(project);

    // Under KKP's path for external clusters.
    var removal = alice.api().delete(alice.at(silent).imported() + "?cleanup=true").object();

    assertThat(removal.getJsonArray("notRemoved")).isNotEmpty();
    assertThat(alice.in(project).clusters()).hasBody("[]");
  }
}
