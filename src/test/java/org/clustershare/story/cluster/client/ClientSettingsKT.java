package org.clustershare.story.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.STRANGER;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Concurrently;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which OIDC clients a cluster may have, who sets them, and where they can be seen. */
@DatabaseTest
@StoryTest
class ClientSettingsKT {
  private static final String CLIENT = "x-settings";
  private static final String KUBELOGIN = "x-settings-kubelogin";
  private static final String SECRET = "the-secret-of-settings";

  private final Stack stack;
  private final Actor alice;
  private final Added added;
  private final ClusterActor cluster;

  ClientSettingsKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.added = stack.addCluster();
    this.cluster = alice.at(added);
  }

  @AfterEach
  void giveTheClientsBack() {
    cluster.removes();
  }

  private static JsonObjectBuilder client(String clientId) {
    return Json.createObjectBuilder().add("clientID", clientId);
  }

  private static JsonObjectBuilder ownClient() {
    return client(CLIENT).add("kubeloginClientID", KUBELOGIN).add("clientSecret", SECRET);
  }

  private static boolean confidential(Answer changed) {
    assertThat(changed).hasStatus(200);
    return changed.object().getJsonObject("oidc").getBoolean("confidential");
  }

  private URI settingsPage() {
    return URI.create(
        "%s/console/cluster-settings/%s/%s"
            .formatted(stack.product.base(), added.project(), added.cluster()));
  }

  @Test
  void anEditorSetsAndRemovesItOnTheSettingsPage() {
    var visitor = stack.visitor(ALICE);
    var address = settingsPage();
    visitor.open(URI.create(stack.product.base() + "/console/projects"));

    var form = Forms.of(visitor.open(address), "client").with("client:client-id", "by-page");
    visitor.post(address, form.pressing("client:client-save"));
    assertThat(cluster.client().getString("clientID")).isEqualTo("by-page");
    assertThat(cluster.client().getBoolean("confidential")).isFalse();

    // The page that was open all the time knows an older version.
    var late = visitor.post(address, form.pressing("client:client-save"));
    assertThat(late.body()).contains("changed");

    var again = Forms.of(visitor.open(address), "client");
    visitor.post(address, again.pressing("client:client-remove"));
    assertThat(cluster.details().object()).doesNotContainKey("oidc");
  }

  @Test
  void theClientIsShownToMembers() {
    cluster.usesClient(ownClient());

    var client = cluster.client();

    assertThat(client.getString("clientID")).isEqualTo(CLIENT);
    assertThat(client.getString("issuerURL")).isEqualTo(stack.issuer.url().toString());
    assertThat(client.getString("kubeloginClientID")).isEqualTo(KUBELOGIN);
    assertThat(client.getBoolean("confidential")).isTrue();
  }

  @Test
  void theSecretIsShownNowhere() {
    cluster.usesClient(ownClient());

    var settings = stack.visitor(ALICE).open(settingsPage());

    assertThat(settings.body()).contains(CLIENT, "Own OIDC client", "never shown");
    for (var text :
        List.of(
            cluster.details().body(),
            settings.body(),
            cluster.trustSetup("").body(),
            alice.api().get("/api/v2/projects/%s/clusters".formatted(added.project())).body(),
            stack.product.logged())) {
      assertThat(text).doesNotContain(SECRET);
    }
  }

  /** Else its tokens would be good at the clusters of both. */
  @Test
  void aClientOfAnotherProjectIsRefused() {
    cluster.usesClient(ownClient());
    var other = alice.at(stack.addCluster());

    assertThat(other.usesClient(ownClient())).hasStatus(409).hasProblem("client-of-others");
    assertThat(other.usesClient(client(KUBELOGIN))).hasStatus(409);

    other.removes();
  }

  @Test
  void aSecretStaysWithItsClientUnlessTheBodyReplacesIt() {
    var withSecret = client("another").add("clientSecret", "the-secret-of-another").build();

    assertThat(confidential(cluster.usesClient(Json.createObjectBuilder(withSecret)))).isTrue();
    assertThat(confidential(cluster.usesClient(client("another")))).isTrue();
    assertThat(confidential(cluster.usesClient(client("a-third")))).isFalse();
    assertThat(confidential(cluster.usesClient(Json.createObjectBuilder(withSecret)))).isTrue();
    assertThat(confidential(cluster.usesClient(client("another").addNull("clientSecret"))))
        .isFalse();
    assertThat(cluster.dropsClient().object()).doesNotContainKey("oidc");
  }

  @Test
  void ofProjectsThatNameAClientAtOnceOneGetsIt() {
    var clusters = Stream.generate(() -> alice.at(stack.addCluster())).limit(3).toList();
    for (int round = 0; round < 10; round++) {
      var name = "x-at-once-" + round;
      // As its client, or as its client for kubelogin: either way, it is taken.
      var clients =
          List.of(client(name), client(name), client("x-other").add("kubeloginClientID", name));

      var answers =
          Concurrently.call(
              IntStream.range(0, clusters.size())
                  .<Callable<Answer>>mapToObj(i -> () -> clusters.get(i).usesClient(clients.get(i)))
                  .toList());

      assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
      assertThat(answers)
          .filteredOn(answer -> answer.status() != 200)
          .hasSize(2)
          .allSatisfy(answer -> assertThat(answer).hasStatus(409).hasProblem("client-of-others"));
      assertThat(clusters).filteredOn(one -> one.details().object().containsKey("oidc")).hasSize(1);
      clusters.forEach(ClusterActor::dropsClient);
    }
    clusters.forEach(ClusterActor::removes);
  }

  @Test
  void theInstallationsClientsAndOddBodiesAreRefused() {
    cluster.usesClient(ownClient());
    for (var client :
        List.of(
            client(Dex.CLIENT_ID),
            client(Dex.KUBELOGIN_CLIENT_ID),
            client("x").add("kubeloginClientID", Dex.KUBELOGIN_CLIENT_ID),
            Json.createObjectBuilder(),
            client("x\u00e9"),
            client("x").add("clientSecret", "line\nbreak"),
            client("x").add("clientSecret", 1),
            // The operator of this installation named no other issuer.
            client("x").add("issuerURL", "https://idp.example.com"))) {
      assertThat(cluster.usesClient(client)).hasStatus(400);
    }
    for (var body : List.of("{\"oidc\": \"team-a\"}", "{\"oidc\": []}")) {
      assertThat(cluster.changes(body)).hasStatus(400);
    }
    assertThat(cluster.client().getString("clientID")).isEqualTo(CLIENT);
  }

  /** Any other public client of the provider: people would fetch its tokens for this cluster. */
  @Test
  void onlyClientsThatTheOperatorMeantForClustersAreTaken() {
    for (var client :
        List.of(client("argo-cd"), client("x").add("kubeloginClientID", "argo-cd-cli"))) {
      assertThat(cluster.usesClient(client))
          .hasStatus(400)
          .hasProblem("client-not-allowed")
          .hasNext("cluster-client-ids");
    }
  }

  @Test
  void onlyEditorsChangeItUnderTheConditionThatTheySaw() {
    cluster.usesClient(ownClient());
    alice.in(added.project()).addsMember(CAROL, "viewers");

    assertThat(stack.actor(CAROL).at(added).dropsClient()).hasStatus(403);
    assertThat(stack.actor(STRANGER).at(added).dropsClient()).hasStatus(404);
    assertThat(cluster.dropsClient("If-Match", "\"0815\"")).hasStatus(412);
    assertThat(cluster.details().object()).containsKey("oidc");
  }
}
