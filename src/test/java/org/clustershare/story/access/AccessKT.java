package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ProjectActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access reports and revocation over all clusters of a project, also while one is down. */
@StoryTest
class AccessKT {
  private static final String DORA = "dora@example.com";

  private final Stack stack;
  private final Actor alice;
  private final String project;
  private final ProjectActor aliceInProject;

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster one;

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster two;

  AccessKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.project = alice.createsProject("Access");
    this.aliceInProject = alice.in(project);
  }

  @BeforeEach
  void addTwoClusters() {
    one = start("one");
    two = start("two");
    alice.adds(one).as("one").to(project);
    alice.adds(two).as("two").to(project);
  }

  private KubernetesCluster start(String name) {
    var folder = stack.dir.resolve("access-%s-%s".formatted(project, name));
    return KubernetesCluster.start(stack.testbed, folder, KubernetesCluster.Settings.plain());
  }

  @AfterEach
  void stopThem() {
    one.close();
    two.close();
  }

  private void kubectl(KubernetesCluster kubernetesCluster, String... arguments) {
    var output = stack.kubectl.run(kubernetesCluster.kubeconfig(), arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  /** Binds Dora, and a group, by hand in the first cluster. */
  private void bindByHand() {
    kubectl(one, "create", "clusterrolebinding", "by-hand", "--clusterrole=edit", "--user=" + DORA);
    kubectl(
        one,
        "create",
        "rolebinding",
        "team",
        "--clusterrole=view",
        "--group=developers",
        "-n",
        "default");
  }

  /** A binding with the product's label, to a ClusterRole, whatever its name. */
  private void bindWithLabel(KubernetesCluster kubernetesCluster, String name, String subject) {
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

  private static List<String> names(Answer report, String list) {
    return report.object().getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .map(cluster -> cluster.getString("name"))
        .toList();
  }

  /** The roles of the bindings that were ended in the first cluster that answered. */
  private static List<String> ended(Answer report) {
    return report
        .object()
        .getJsonArray("clusters")
        .getJsonObject(0)
        .getJsonArray("ended")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(binding -> binding.getString("roleRefName"))
        .toList();
  }

  @Test
  void everyBindingOfAPersonIsFoundInEveryCluster() {
    bindByHand();

    var report = aliceInProject.accessOf(DORA);

    assertThat(names(report, "clusters")).containsExactly("one", "two");
    assertThat(aliceInProject.accessOf(DORA))
        .contains("\"roleRefName\":\"edit\",\"origin\":\"direct\"", "\"managed\":false")
        .contains("\"namespace\":\"default\"", "\"origin\":\"possibleGroup\"")
        .contains("\"groupsKnown\":false");
    for (int i = 0; i < 20; i++) {
      var again = aliceInProject.accessOf(DORA);
      assertThat(again).hasStatus(200);
      assertThat(names(again, "clusters")).containsExactly("one", "two");
    }
  }

  @Test
  void groupsInTheQuestionDecideWhichBindingsCount() {
    bindByHand();

    assertThat(aliceInProject.accessOf(DORA, "developers"))
        .contains("\"origin\":\"group\",\"through\":\"developers\"");
    assertThat(aliceInProject.accessOf(DORA, "guests")).doesNotContain("developers");
    assertThat(aliceInProject.accessOf(ALICE)).contains("\"groupsKnown\":true");
  }

  @Test
  void aReportNeedsASubjectAndAMembership() {
    assertThat(alice.api().get(aliceInProject.accessPath())).hasStatus(400);
    assertThat(stack.actor(BOB).in(project).accessOf(DORA)).hasStatus(404);
  }

  @Test
  void aClusterThatIsDownIsReported() {
    two.stop();

    for (int i = 0; i < 5; i++) {
      var report = aliceInProject.accessOf(DORA);
      assertThat(report).hasStatus(200);
      assertThat(names(report, "unanswered")).containsExactly("two");
    }
  }

  @Test
  void aClusterThatHangsIsReportedInTime() throws IOException {
    two.stop();
    try (var silent =
        new ServerSocket(two.server().getPort(), 50, InetAddress.getLoopbackAddress())) {
      var start = Instant.now();

      var report = aliceInProject.accessOf(DORA);

      assertThat(silent.isBound()).isTrue();
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
      assertThat(names(report, "clusters")).containsExactly("one");
      assertThat(names(report, "unanswered")).containsExactly("two");
      assertThat(report.object().getJsonArray("unanswered").getJsonObject(0).getString("reason"))
          .isNotBlank();
    }
  }

  @Test
  void revocationEndsANameInAnyCaseAndReportsAClusterThatIsDown() {
    for (var kubernetesCluster : List.of(one, two)) {
      bindWithLabel(kubernetesCluster, "left", "--user=Dora@example.com");
      bindWithLabel(kubernetesCluster, "stays", "--user=dora@example.com.evil");
    }
    two.stop();

    var first = aliceInProject.endsAccessOf(DORA);
    assertThat(first.object().getBoolean("complete")).isFalse();
    assertThat(names(first, "unanswered")).containsExactly("two");
    assertThat(ended(first)).containsExactly("edit");

    assertThat(aliceInProject.accessOf("dora@example.com.evil")).contains("\"edit\"");
    var again = aliceInProject.endsAccessOf(DORA);
    assertThat(ended(again)).isEmpty();
    assertThat(names(again, "unanswered")).containsExactly("two");
  }

  @Test
  void revocationEndsTheBindingsOfAGroup() {
    bindWithLabel(one, "team", "--group=developers");

    assertThat(ended(aliceInProject.endsAccessOfGroup("developers"))).containsExactly("edit");
  }

  @Test
  void revocationNeedsASubjectAKindAndARole() {
    var bob = stack.actor(BOB).in(project);
    aliceInProject.addsMember(BOB, "viewers");

    assertThat(bob.endsAccessOf(DORA)).hasStatus(403);
    assertThat(alice.api().delete(aliceInProject.accessPath() + "?subject=dora&kind=robot"))
        .hasStatus(400);
    assertThat(alice.api().delete(aliceInProject.accessPath() + "?subject=")).hasStatus(400);
  }
}
