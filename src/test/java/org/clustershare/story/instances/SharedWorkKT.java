package org.clustershare.story.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.instances.Instances.ALICE;
import static org.clustershare.story.instances.Instances.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.clustershare.story.driver.Concurrently;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What begins at one instance continues at the other, and counts once. */
@StoryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SharedWorkKT {
  private static final int QUOTA = 5;
  private static final int CALLS = 300;

  @SuppressWarnings("NullAway.Init")
  private Instances instances;

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster apiServer;

  private String clusterPath = "";

  @BeforeAll
  void start(OwnParts parts) {
    instances =
        new Instances(
            parts,
            Map.of(
                "MAX_SHARES_PER_CLUSTER", "" + QUOTA,
                "MAX_CALLS_PER_MINUTE", "" + CALLS));
    apiServer = parts.cluster("cluster", KubernetesCluster.Settings.trusting(instances.issuer));
    var alice = instances.api(0, ALICE);
    var project = alice.createProject("At two instances");
    var added = alice.addCluster(project, "shared", apiServer.kubeconfigText());
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    clusterPath =
        "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
  }

  private URI share(int instance) {
    var shares = instances.api(instance, ALICE).get(clusterPath + "/shares").array();
    shares.getValuesAs(JsonObject.class).stream()
        .filter(share -> share.getString("state").equals("active"))
        .forEach(
            share ->
                instances
                    .api(instance, ALICE)
                    .delete(clusterPath + "/shares/" + share.getString("id")));
    var created = instances.api(instance, ALICE).post(clusterPath + "/shares", "");
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return URI.create(created.object().getString("link"));
  }

  /** Bob opens a link at an instance and signs in; gives the provider's answer. */
  private URI answer(Visitor bob, URI link, int instance) {
    var page = bob.open(instances.at(instance, link));
    var begun = instances.at(1 - instance, page.link("Sign in to continue"));
    var answer =
        bob.openUntil(
            begun, next -> next.getRawQuery() != null && next.getRawQuery().contains("code="));
    return answer.uri();
  }

  private static URI location(Page page) {
    return URI.create(page.headers().firstValue("Location").orElseThrow());
  }

  @Test
  @Order(1)
  void eachStepFromLinkToFileMayBeAtAnotherInstance() throws SQLException {
    var bob = instances.visitor(BOB);
    var answer = answer(bob, share(0), 1);

    var ended = bob.get(instances.at(1, answer));
    assertThat(ended.status()).as(ended.body()).isEqualTo(303);
    var page = bob.get(instances.at(0, location(ended)));
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    var file = bob.get(instances.at(1, page.link("Download kubeconfig")));

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).contains(apiServer.server().toString(), "refresh-token");
    var again = bob.get(instances.at(0, page.link("Download kubeconfig")));
    assertThat(again.body()).isEqualTo(file.body());
    assertNothingReadable(file.body(), location(ended));
  }

  private void assertNothingReadable(String kubeconfig, URI page) throws SQLException {
    var rows = instances.rows("select pending_download::text from pending_download");
    assertThat(rows).isNotEmpty();
    var idToken = kubeconfig.lines().filter(line -> line.contains("id-token")).findFirst();
    var secret = idToken.orElseThrow().strip().substring("id-token: ".length());
    var id = page.getPath().substring("/download/".length());
    assertThat(rows)
        .noneMatch(row -> row.contains(secret) || row.contains(id) || row.contains(BOB));
  }

  @Test
  @Order(2)
  void anotherBrowserGetsNoFileAtAnyInstance() {
    var bob = instances.visitor(BOB);
    var page = bob.get(instances.at(0, location(bob.get(answer(bob, share(0), 0)))));
    var link = page.link("Download kubeconfig");

    for (int i = 0; i < 2; i++) {
      assertThat(instances.visitor(BOB).get(instances.at(i, link)).status()).isEqualTo(410);
    }
    assertThat(bob.get(link).status()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void anAnswerIsGoodOnceAtAllInstancesTogether() {
    var link = share(0);
    for (int round = 0; round < 3; round++) {
      var bob = instances.visitor(BOB);
      var answer = answer(bob, link, 0);

      var pages =
          Concurrently.call(
              IntStream.range(0, 4)
                  .<Callable<Page>>mapToObj(i -> () -> bob.get(instances.at(i % 2, answer)))
                  .toList());

      assertThat(pages).extracting(Page::status).containsOnlyOnce(303);
      assertThat(pages.stream().filter(page -> page.status() != 303).toList())
          .hasSize(3)
          .allMatch(page -> page.body().contains("data-problem=\"exchange-replayed\""));
    }
  }

  @Test
  @Order(4)
  void aTrustCheckIsReadAtTheOtherInstance() {
    var token = Json.createObjectBuilder().add("idToken", instances.issuer.idToken(ALICE));
    var checked = instances.api(1, ALICE).post(clusterPath + "/trust", token.build());
    assertThat(checked.status()).as(checked.body()).isEqualTo(200);

    var read = instances.api(0, ALICE).get(clusterPath + "/trust");

    assertThat(read.object().getString("state")).isEqualTo("trusted");
    assertThat(read.object().getString("username"))
        .isEqualTo(checked.object().getString("username"));
  }

  @Test
  @Order(5)
  void theLastSharesOfAClusterAreNotGivenTwice() {
    share(0);
    var answers =
        Concurrently.call(
            IntStream.range(0, 4 * QUOTA)
                .<Callable<Answer>>mapToObj(
                    i -> () -> instances.api(i % 2, ALICE).post(clusterPath + "/shares", ""))
                .toList());

    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(QUOTA - 1);
    assertThat(answers.stream().filter(answer -> answer.status() != 201).map(Answer::body))
        .allMatch(body -> body.contains("too-many-shares") && body.contains("" + QUOTA));
  }

  @Test
  @Order(6)
  void whatOneInstanceCountedIsMissingAtTheOther() {
    var carol = Dex.email("carol");
    var atOne = instances.api(0, carol);
    var statuses =
        IntStream.range(0, 2 * CALLS).mapToObj(i -> atOne.get("/api/v1/me").status()).toList();
    assertThat(statuses).contains(200, 429);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              var refused = instances.api(1, carol).get("/api/v1/me");
              assertThat(refused.status()).isEqualTo(429);
              assertThat(refused.headers().firstValue("Retry-After")).isPresent();
              assertThat(refused.object().getString("type")).endsWith("rate-limit-calls");
            });
    assertThat(instances.api(1, ALICE).get("/api/v1/me").status()).isEqualTo(200);
    var page = instances.visitor(BOB).get(instances.at(1, tooManyPages()));
    assertThat(page.status()).isEqualTo(429);
    assertThat(page.title()).contains("Too many requests");
  }

  /** A page that an address of strangers has asked for too often. */
  private URI tooManyPages() {
    var page = URI.create(instances.bases().get(1) + "/console/projects");
    var stranger = instances.visitor(BOB);
    assertThat(IntStream.range(0, 2 * CALLS).map(i -> stranger.get(page).status())).contains(429);
    return page;
  }

  /** The last test: one instance is gone afterwards. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aFileIsThereAfterTheInstanceOfTheSignInWasKilled() {
    var bob = instances.visitor(BOB);
    // Other tests used up the calls of this address: five come back each second.
    var page =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> bob.get(answer(bob, share(0), 0)).headers().firstValue("Location"),
                Optional::isPresent)
            .map(URI::create)
            .orElseThrow();

    assertThat(ProcessHandle.of(instances.get(0).pid()).orElseThrow().destroyForcibly()).isTrue();

    var download = bob.get(instances.at(1, page));
    assertThat(download.status()).isEqualTo(200);
    assertThat(bob.get(instances.at(1, download.link("Download kubeconfig"))).status())
        .isEqualTo(200);
  }
}
