package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import org.clustershare.cluster.kubeconfig.KubeconfigCorpus;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ProjectActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding clusters: kubeconfigs, the checks of an API server, and the list. */
@DatabaseTest
@StoryTest
class ClustersKT {
  private final Stack stack;
  private final Actor alice;
  private final String project;
  private final ProjectActor aliceInProject;
  private final KubeconfigVariants kubeconfigVariants;

  ClustersKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.project = alice.createsProject("Clusters");
    this.aliceInProject = alice.in(project);
    this.kubeconfigVariants = new KubeconfigVariants(stack.apiServer);
  }

  private static List<String> steps(Answer report) {
    return report.object().getJsonArray("steps").getValuesAs(JsonObject.class).stream()
        .map(step -> step.getString("step") + " " + step.getString("state"))
        .toList();
  }

  private static List<String> names(Answer answer) {
    return answer.array().getValuesAs(JsonObject.class).stream()
        .map(cluster -> cluster.getJsonString("name"))
        .map(JsonString::getString)
        .toList();
  }

  @Test
  void noHostileKubeconfigIsKeptOrPrintedAnywhere() {
    for (var hostile : KubeconfigCorpus.all()) {
      var answer =
          alice
              .api()
              .post(
                  aliceInProject.clustersPath(),
                  Json.createObjectBuilder()
                      .add("name", "hostile")
                      .add("kubeconfig", hostile.base64())
                      .add("evenUnverified", true)
                      .build());

      assertThat(answer.status()).as(hostile.name() + answer.body()).isEqualTo(400);
      assertThat(answer.body())
          .as(hostile.name())
          .contains("\"error\"")
          .doesNotContain(KubeconfigCorpus.SECRET);
    }
    assertThat(aliceInProject.clusters()).hasBody("[]");
    assertThat(stack.product.logged()).doesNotContain(KubeconfigCorpus.SECRET);
  }

  @Test
  void whatIsLongerThanAnyKubeconfigIsNotEvenRead() {
    var body = "{\"name\":\"" + "x".repeat(600_000) + "\"}";
    var anonymous = new Api(stack.product.base(), "");

    assertThat(alice.api().post(aliceInProject.clustersPath(), body)).hasStatus(413);
    // The product reads a body before it knows the caller.
    assertThat(anonymous.post("/api/v1/projects", body)).hasStatus(413);
    // Pages have forms with files; they answer as everything else does.
    assertThat(anonymous.post("/console/projects", body)).hasStatus(413).contains("512 KiB");
  }

  @Test
  void aGoodKubeconfigPassesEveryCheck() {
    var report = alice.adds(stack.apiServer).checkFor(project);

    assertThat(report.object().getBoolean("passed")).isTrue();
    assertThat(steps(report))
        .containsExactly(
            "reachable passed",
            "certificate passed",
            "credentials passed",
            "version passed",
            "rights passed");
    assertThat(report).contains("Kubernetes v1.");
  }

  @Test
  void theCheckThatFailsIsNamedAndNoFurtherOneIsMade() {
    assertThat(steps(alice.adds(kubeconfigVariants.unreachable()).checkFor(project)))
        .startsWith("reachable failed", "certificate skipped");
    assertThat(steps(alice.adds(kubeconfigVariants.withoutCa()).checkFor(project)))
        .startsWith("reachable passed", "certificate failed", "credentials skipped");
    assertThat(steps(alice.adds(kubeconfigVariants.withToken("nobodys-token")).checkFor(project)))
        .startsWith(
            "reachable passed", "certificate passed", "credentials failed", "version skipped");
    assertThat(aliceInProject.clusters()).hasBody("[]");
  }

  @Test
  void anUnreachableClusterIsRefused() {
    assertThat(
            alice
                .adds(kubeconfigVariants.unreachable())
                .as("silent")
                .evenUnverified(false)
                .tryTo(project))
        .hasStatus(400)
        .hasDetail("Nothing answers at 127.0.0.1:1");
  }

  @Test
  void anUnverifiedClusterIsKeptOnRequestAndCheckedLater() {
    var silent = alice.adds(kubeconfigVariants.unreachable()).as("silent").evenUnverified(true);
    var cluster = alice.at(silent.to(project));
    assertThat(cluster.status().getString("state")).isEqualTo("Unknown");

    var replaced = cluster.replacesKubeconfig(kubeconfigVariants.good());

    assertThat(replaced).hasStatus(200);
    assertThat(replaced.object().getJsonObject("status").getString("state")).isEqualTo("Running");
    assertThat(cluster.checks().object().getBoolean("passed")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "[::ffff:169.254.169.254]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "[::]",
        "224.0.0.1",
        "[ff02::1]",
        "255.255.255.255",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[64:ff9b::a9fe:a9fe]"
      })
  void someAddressesAreNeverConnectedTo(String host) {
    var kubeconfig = kubeconfigVariants.at("\"https://%s:6443\"".formatted(host));

    var report = alice.adds(kubeconfig).checkFor(project);

    assertThat(report.body())
        .containsAnyOf("never allowed", "four decimal numbers", "no address", "must be https");
    assertThat(report).doesNotContain("did not answer", "Nothing answers");
  }

  @Test
  void clustersAreSearchedSortedAndCounted() {
    for (var name : List.of("b-one", "A-two", "c_three")) {
      alice.adds(kubeconfigVariants.unreachable()).as(name).evenUnverified(true).to(project);
    }

    assertThat(names(aliceInProject.clusters())).containsExactly("A-two", "b-one", "c_three");
    assertThat(names(aliceInProject.clusters("?sort=-name&limit=2")))
        .containsExactly("c_three", "b-one");
    assertThat(aliceInProject.clusters("?limit=1").headers().firstValue("X-Total-Count"))
        .contains("3");
    assertThat(names(aliceInProject.clusters("?search=ONE"))).containsExactly("b-one");
    // A character that means something to SQL means itself.
    assertThat(names(aliceInProject.clusters("?search=_"))).containsExactly("c_three");
    assertThat(names(aliceInProject.clusters("?search=%25"))).isEmpty();
    assertThat(aliceInProject.clusters("?sort=size")).hasStatus(400);
    assertThat(aliceInProject.clusters("?limit=-1")).hasStatus(400);
  }
}
