package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.nio.file.Path;
import java.time.Duration;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changing a cluster's name, address, credentials and owner. */
@DatabaseTest
@StoryTest
class ClusterChangesKT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Stack stack;
  private final Actor alice;
  private final String project;
  private final KubeconfigVariants kubeconfigVariants;

  @TempDir private Path folder = Path.of("");

  ClusterChangesKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.project = alice.createsProject("Changes");
    this.kubeconfigVariants = new KubeconfigVariants(stack.apiServer);
  }

  private ClusterActor added(String name) {
    return alice.at(alice.adds(stack.apiServer).as(name).to(project));
  }

  @Test
  void nameAndAddressAreChangedAndALostRaceIsReported() {
    var cluster = added("before");
    var tag = cluster.details().etag();

    var first =
        cluster.changes(
            "{\"name\":\"after\",\"externalServer\":\"https://k8s.example.com\"}", "If-Match", tag);
    var second = cluster.renames("lost", "If-Match", tag);

    assertThat(first).hasStatus(200).hasField("name", "after");
    assertThat(first.object().getJsonObject("status").getString("externalUrl"))
        .isEqualTo("https://k8s.example.com");
    assertThat(second).hasStatus(412);
    assertThat(cluster.details()).hasField("name", "after");
    // The same cluster under the path of KKP's own.
    assertThat(alice.api().get(cluster.path(""))).hasField("name", "after");
  }

  @Test
  void theAddressForPeopleIsHttpsOrNone() {
    var cluster = added("address");
    cluster.setsExternalServer("https://k8s.example.com");

    assertThat(cluster.setsExternalServer("http://k8s")).hasStatus(400);
    assertThat(cluster.setsExternalServer("")).doesNotContain("externalUrl");
  }

  @Test
  void aLinkSurvivesANewNameAndEndsWithANewAddress() {
    var cluster = added("moved");
    var link = cluster.shares();
    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(200);

    assertThat(cluster.renames("renamed")).hasStatus(200);
    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(200);
    assertThat(cluster.setsExternalServer("https://k8s.example.com")).hasStatus(200);

    assertThat(stack.visitor(BOB).open(link).status()).isEqualTo(410);
    assertThat(cluster.links()).contains("\"revoked\"");
    // No kubeconfig takes the cluster to an address that does not answer.
    assertThat(cluster.replacesKubeconfigUnverified(kubeconfigVariants.unreachable()))
        .hasStatus(400);
  }

  @Test
  void aNewOwnerTakesTheOwnersRoleOver() {
    try (var apiServer =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("owned"),
            KubernetesCluster.Settings.trusting(stack.issuer))) {
      var cluster = alice.at(alice.adds(apiServer).as("owned").to(project));
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(cluster.clusterBindings()).contains(ALICE));
      assertThat(alice.in(project).addsMember(BOB, "editors")).hasStatus(201);

      assertThat(cluster.makesOwner(BOB)).hasField("owner", BOB);

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(cluster.clusterBindings()).contains(BOB).doesNotContain(ALICE));
    }
  }

  @Test
  void onlyPeopleWhoMayShareBecomeOwnersAndNoneByThemselves() {
    var cluster = added("owned");
    assertThat(cluster.makesOwner("not an email")).hasStatus(400);
    // Bob is no member yet.
    assertThat(cluster.makesOwner(BOB)).hasStatus(400);

    assertThat(alice.in(project).addsMember(BOB, "editors")).hasStatus(201);

    assertThat(stack.actor(BOB).at(cluster.cluster()).makesOwner(BOB)).hasStatus(403);
  }

  @Test
  void credentialsAreReplacedWhileCallsGoOn() {
    var cluster = added("replaced");

    for (int i = 0; i < 5; i++) {
      assertThat(cluster.replacesKubeconfig(kubeconfigVariants.good())).hasStatus(200);
      assertThat(cluster.clusterBindings()).hasStatus(200);
    }
  }
}
