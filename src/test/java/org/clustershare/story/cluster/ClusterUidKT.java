package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.nio.file.Path;
import java.util.List;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.cluster.SimulatedCluster.Fault;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster is known by its UID: no change and no check takes another one for it. */
@DatabaseTest
@StoryTest
class ClusterUidKT {
  private final Stack stack;
  private final Actor alice;
  private final String project;
  private final KubeconfigVariants kubeconfigVariants;

  @TempDir private Path folder = Path.of("");

  ClusterUidKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.project = alice.createsProject("Identity");
    this.kubeconfigVariants = new KubeconfigVariants(stack.apiServer);
  }

  private ClusterActor added(String name) {
    return alice.at(alice.adds(stack.apiServer).as(name).to(project));
  }

  @Test
  void credentialsOfAnotherClusterAreRefused() {
    var cluster = added("mine");
    try (var other =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("other"),
            KubernetesCluster.Settings.trusting(stack.issuer))) {
      assertThat(cluster.replacesKubeconfig(other.kubeconfigText()))
          .hasStatus(409)
          .hasProblem("other-cluster");
    }
  }

  @Test
  void twoStepsDoNotMoveAClusterEither() {
    var cluster = added("two-steps");
    var there = cluster.status().getString("url");

    assertThat(cluster.replacesKubeconfigUnverified(kubeconfigVariants.withToken("nobodys-token")))
        .hasStatus(200);
    assertThat(cluster.status().getString("state")).isEqualTo("Unknown");

    assertThat(cluster.replacesKubeconfigUnverified(kubeconfigVariants.unreachable()))
        .hasStatus(400);
    assertThat(cluster.replacesKubeconfigUnverified(kubeconfigVariants.withoutCa())).hasStatus(400);
    assertThat(cluster.status().getString("url")).isEqualTo(there);

    // An editor with the cluster's own credentials gets it back.
    assertThat(cluster.replacesKubeconfigUnverified(kubeconfigVariants.good())).hasStatus(200);
    assertThat(cluster.status().getString("state")).isEqualTo("Running");
  }

  @Test
  void aServerWithoutAUidIsNotTheClusterThatWasAdded() throws Exception {
    var cluster = added("silent-uid");
    var there = cluster.status().getString("url");
    try (var simulated = new SimulatedClusters()) {
      simulated.add("empty", List.of()).fault(Fault.EMPTY);
      var kubeconfig = simulated.kubeconfig("empty");

      assertThat(cluster.replacesKubeconfig(kubeconfig)).hasStatus(400);
      assertThat(cluster.replacesKubeconfigUnverified(kubeconfig)).hasStatus(400);
      assertThat(cluster.status().getString("url")).isEqualTo(there);
      assertThat(alice.adds(kubeconfig).as("empty").evenUnverified(false).tryTo(project))
          .hasStatus(400);
    }
  }

  @Test
  void aCheckDoesNotTakeARebuiltClusterForTheOldOne() throws Exception {
    try (var simulated = new SimulatedClusters()) {
      var server = simulated.add("rebuilt", List.of());
      var cluster =
          alice.at(
              alice
                  .adds(simulated.kubeconfig("rebuilt"))
                  .as("rebuilt")
                  .evenUnverified(false)
                  .to(project));
      assertThat(cluster.status().getString("state")).isEqualTo("Running");

      server.rebuild();

      for (int i = 0; i < 2; i++) {
        var report = cluster.checks();
        assertThat(report.object().getBoolean("passed")).isFalse();
        assertThat(report).contains("another cluster than before");
        assertThat(cluster.status().getString("state")).isEqualTo("Unknown");
      }
      server.fault(Fault.EMPTY);
      assertThat(cluster.checks().object().getBoolean("passed")).isFalse();
    }
  }
}
