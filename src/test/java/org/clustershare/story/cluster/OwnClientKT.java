package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.NEWCOMER;
import static org.clustershare.story.driver.Stack.OWN_CLIENT;
import static org.clustershare.story.driver.Stack.OWN_KUBELOGIN;
import static org.clustershare.story.driver.Stack.OWN_SECRET;
import static org.clustershare.story.driver.Stack.STRANGER;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.Sharing;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Cluster;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Kubectl;
import org.clustershare.testbed.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster with an OIDC client of its own beside one that has the installation's: two real API
 * servers, one dex. What is good at one of them is good nowhere else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnClientKT {
  private static final Pattern ID_TOKEN = Pattern.compile("id-token: (\\S+)");

  private final Stack stack = Stack.shared();
  private final Api alice = stack.api(ALICE);
  private Added usual = new Added("", "");
  private Added own = new Added("", "");
  private Sharing sharing = sharing(Path.of(""), stack.apiServer);

  @SuppressWarnings("NullAway.Init")
  private Cluster apiServer;

  @BeforeAll
  void start(@TempDir Path folder) {
    usual = stack.addCluster();
    // What it prints with the client makes the second API server trust that client, and no other.
    assertThat(patch(alice, usual, ownClient()).status()).isEqualTo(200);
    var configuration =
        alice.get(usual.path() + "/trust/setup/authentication-configuration").body();
    assertThat(patch(alice, usual, "{\"oidc\": null}").status()).isEqualTo(200);
    assertThat(configuration)
        .contains("- \"%s\"".formatted(OWN_CLIENT), "- \"%s\"".formatted(OWN_KUBELOGIN))
        .doesNotContain("\"" + Issuer.CLIENT_ID + "\"");
    apiServer =
        Cluster.start(
            stack.testbed, folder.resolve("own"), Cluster.Settings.authenticating(configuration));
    var added = alice.addCluster(usual.project(), "own", apiServer.kubeconfigText());
    own = new Added(usual.project(), added.object().getString("id"));
    assertThat(patch(alice, own, ownClient()).status()).isEqualTo(200);
    sharing = sharing(folder, apiServer);
  }

  @AfterAll
  void stop() {
    apiServer.close();
  }

  private Sharing sharing(Path folder, Cluster cluster) {
    return new Sharing(
        stack.product,
        cluster,
        stack.kubectl,
        stack.issuer.caFile(),
        folder,
        stack.issuer::idToken);
  }

  private static String ownClient() {
    return oidc(client().add("clientSecret", OWN_SECRET));
  }

  private static JsonObjectBuilder client() {
    return Json.createObjectBuilder()
        .add("clientID", OWN_CLIENT)
        .add("kubeloginClientID", OWN_KUBELOGIN);
  }

  private static String oidc(JsonObjectBuilder client) {
    return Json.createObjectBuilder().add("oidc", client).build().toString();
  }

  private static Api.Answer patch(Api api, Added cluster, String body, String... headers) {
    return api.call("PATCH", imported(cluster), body, headers);
  }

  private static String imported(Added cluster) {
    return "/api/v2/projects/%s/kubernetes/clusters/%s"
        .formatted(cluster.project(), cluster.cluster());
  }

  private String tokenOfOwnClient(String email) {
    return stack.issuer.idToken(email, OWN_CLIENT, OWN_SECRET);
  }

  private Kubectl.Output whoami(Cluster cluster, String token) {
    return stack.kubectl.run(
        Path.of("/dev/null"),
        "auth",
        "whoami",
        "--output=jsonpath={.status.userInfo.username}",
        "--server=" + cluster.server(),
        "--certificate-authority=" + cluster.caFile(),
        "--token=" + token);
  }

  private void assertRefused(Cluster cluster, String token) {
    assertThat(whoami(cluster, token).text()).contains("Unauthorized");
  }

  @Test
  void aFileWithTokensWorksAtThisClusterAndNowhereElse() throws IOException {
    var bob = sharing.bob();
    var link = sharing.share(own.path());
    var page = sharing.signIn(bob, link, "Sign in to continue");
    assertThat(page.trail().toString()).contains("client_id=" + OWN_CLIENT);
    var kubeconfig = sharing.download(bob, page);

    sharing.assertBob(stack.kubectl.run(kubeconfig, "auth", "whoami"));
    var content = Files.readString(kubeconfig);
    assertThat(content).contains("client-id: " + OWN_CLIENT).doesNotContain(Issuer.CLIENT_SECRET);
    var found = ID_TOKEN.matcher(content);
    assertThat(found.find()).isTrue();
    var token = found.group(1);

    assertThat(whoami(apiServer, token).text()).isEqualTo(BOB);
    assertRefused(stack.apiServer, token);
    var atTheApi = new Api(stack.product.base(), token).get("/api/v1/me");
    assertThat(atTheApi.status()).isEqualTo(401);
    assertThat(atTheApi.object().getString("type")).endsWith("token-audience");
  }

  /** The administrator of that client chooses its claims: groups, address and account. */
  @Test
  void aSignInWithThatClientLeavesThePersonUnknown() {
    stack.addMember(usual.project(), NEWCOMER, "viewers");

    var throughOwn =
        sharing.signIn(stack.visitor(NEWCOMER), sharing.share(own.path()), "Sign in to continue");

    assertThat(throughOwn.trail().toString()).contains("client_id=" + OWN_CLIENT);
    assertThat(throughOwn.body()).contains("Download kubeconfig");
    assertThat(nameOfNewcomer()).isEqualTo(NEWCOMER);

    // The installation's client tells who they are.
    sharing.signIn(stack.visitor(NEWCOMER), sharing.share(usual.path()), "Sign in to continue");
    assertThat(nameOfNewcomer()).isEqualTo("Newcomer");
  }

  private String nameOfNewcomer() {
    return alice
        .get("/api/v1/projects/%s/users".formatted(usual.project()))
        .array()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(member -> member.getString("email").equals(NEWCOMER))
        .map(member -> member.getString("name"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tokensOfTheInstallationAreNotGoodHere() {
    var token = stack.issuer.idToken(BOB);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> whoami(stack.apiServer, token).text().equals(BOB));
    assertRefused(apiServer, token);
    assertRefused(apiServer, stack.issuer.kubeloginIdToken(BOB));
  }

  @Test
  void aFileForKubeloginSignsInAtTheClustersOwnPublicClient() throws IOException {
    var bob = sharing.bob();
    var page = sharing.signIn(bob, sharing.share(own.path()), "Use kubelogin instead");
    var kubeconfig = sharing.download(bob, page);
    assertThat(Files.readString(kubeconfig))
        .contains("--oidc-client-id=" + OWN_KUBELOGIN)
        .doesNotContain("secret");

    sharing.assertBob(stack.kubectl.runSigningIn(kubeconfig, sharing.bob(), "auth", "whoami"));

    var member = alice.get(own.path() + "/oidckubeconfig").body();
    assertThat(member).contains("--oidc-client-id=" + OWN_KUBELOGIN);
  }

  @Test
  void trustIsCheckedWithATokenOfThatClientAndNeverWithAnother() {
    var refused = alice.post(own.path() + "/trust", "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.object().getString("type")).endsWith("trust-other-client");
    assertThat(refused.object().getString("detail")).contains(OWN_CLIENT);

    var others = alice.post(own.path() + "/trust", idToken(tokenOfOwnClient(BOB)));
    assertThat(others.object().getString("type")).endsWith("trust-another-person");

    var checked = alice.post(own.path() + "/trust", idToken(tokenOfOwnClient(ALICE)));
    assertThat(checked.object().getString("state")).as(checked.body()).isEqualTo("trusted");
    assertThat(checked.object().getString("username")).isEqualTo(ALICE);
    assertThat(alice.get(own.path() + "/trust").object().getString("state")).isEqualTo("trusted");
  }

  private static String idToken(String token) {
    return Json.createObjectBuilder().add("idToken", token).build().toString();
  }

  @Test
  void aClickInTheConsoleGetsATokenOfThatClient() {
    var visitor = signedIn();
    var address = console("trust");
    var page = visitor.open(address);
    assertThat(page.body()).contains(OWN_CLIENT);

    var sent = visitor.post(address, Forms.of(page, "trust").pressing("trust:check"));
    var refresh = sent.headers().firstValue("Refresh").orElseThrow();
    assertThat(refresh).contains("client_id=" + OWN_CLIENT);
    var after = visitor.open(URI.create(refresh.substring(refresh.indexOf("url=") + 4)));

    assertThat(after.uri().getPath()).startsWith("/console/trust/");
    assertThat(after.body()).contains(ALICE, "badge good");
  }

  @Test
  void anAnswerWithAParameterTwiceGivesNoTokenAndLeavesTheQuestionOpen() {
    var visitor = signedIn();
    var address = console("trust");
    var form = Forms.of(visitor.open(address), "trust");
    var sent = visitor.post(address, form.pressing("trust:check"));
    var refresh = sent.headers().firstValue("Refresh").orElseThrow();
    var provider = URI.create(refresh.substring(refresh.indexOf("url=") + 4));
    var answer =
        visitor.openUntil(provider, next -> next.getPath().equals("/api/v1/kubeconfig")).uri();

    for (var more : List.of("&code=another", "&state=another", "&iss=a&iss=b", "&x=1&x=2")) {
      var refused = visitor.get(URI.create(answer + more));

      assertThat(refused.status()).as(more).isEqualTo(400);
      assertThat(refused.body()).contains("data-problem=\"trust-sign-in-wrong\"");
    }

    assertThat(visitor.open(answer).body()).contains(ALICE, "badge good");
  }

  private Visitor signedIn() {
    var visitor = stack.visitor(ALICE);
    visitor.open(URI.create(stack.product.base() + "/console/projects"));
    return visitor;
  }

  private URI console(String page) {
    return URI.create(
        "%s/console/%s/%s/%s".formatted(stack.product.base(), page, own.project(), own.cluster()));
  }

  @Test
  void anEditorSetsAndRemovesItOnTheSettingsPage() {
    var visitor = signedIn();
    var cluster = stack.addCluster();
    try {
      var address =
          URI.create(
              "%s/console/cluster-settings/%s/%s"
                  .formatted(stack.product.base(), cluster.project(), cluster.cluster()));
      var form = Forms.of(visitor.open(address), "client").with("client:client-id", "by-page");
      visitor.post(address, form.pressing("client:client-save"));
      var client = alice.get(imported(cluster)).object().getJsonObject("oidc");
      assertThat(client.getString("clientID")).isEqualTo("by-page");
      assertThat(client.getBoolean("confidential")).isFalse();

      // The page that was open all the time knows an older version.
      var late = visitor.post(address, form.pressing("client:client-save"));
      assertThat(late.body()).contains("changed");

      var again = Forms.of(visitor.open(address), "client");
      visitor.post(address, again.pressing("client:client-remove"));
      assertThat(alice.get(imported(cluster)).object()).doesNotContainKey("oidc");
    } finally {
      alice.delete(imported(cluster));
    }
  }

  @Test
  void whoseClientItIsCanBeSeenAndTheSecretNowhere() {
    var shown = alice.get(imported(own));
    var client = shown.object().getJsonObject("oidc");
    assertThat(client.getString("clientID")).isEqualTo(OWN_CLIENT);
    assertThat(client.getString("issuerURL")).isEqualTo(stack.issuer.url().toString());
    assertThat(client.getString("kubeloginClientID")).isEqualTo(OWN_KUBELOGIN);
    assertThat(client.getBoolean("confidential")).isTrue();

    var settings = signedIn().open(console("cluster-settings"));
    assertThat(settings.body()).contains(OWN_CLIENT, "Own OIDC client", "never shown");
    for (var text :
        new String[] {
          shown.body(),
          settings.body(),
          alice.get(own.path() + "/trust/setup").body(),
          alice.get("/api/v2/projects/%s/clusters".formatted(own.project())).body(),
          stack.product.logged()
        }) {
      assertThat(text).doesNotContain(OWN_SECRET);
    }
  }

  @Test
  void aSecretThatIsNotMentionedStaysWithItsClientAndOnlyThere() {
    var cluster = stack.addCluster();
    try {
      // Another project's client cannot become this one's: its tokens would be good at both.
      var taken = patch(alice, cluster, ownClient());
      assertThat(taken.status()).isEqualTo(409);
      assertThat(taken.object().getString("type")).endsWith("client-of-others");
      assertThat(patch(alice, cluster, oidc(json(OWN_KUBELOGIN))).status()).isEqualTo(409);

      var secret = oidc(json("another").add("clientSecret", "the-secret-of-another"));
      assertThat(confidential(patch(alice, cluster, secret))).isTrue();
      assertThat(confidential(patch(alice, cluster, oidc(json("another"))))).isTrue();
      assertThat(confidential(patch(alice, cluster, oidc(json("a-third"))))).isFalse();
      assertThat(confidential(patch(alice, cluster, secret))).isTrue();
      assertThat(confidential(patch(alice, cluster, oidc(json("another").addNull("clientSecret")))))
          .isFalse();
      assertThat(patch(alice, cluster, "{\"oidc\": null}").object()).doesNotContainKey("oidc");
    } finally {
      alice.delete(imported(cluster));
    }
  }

  @Test
  void ofProjectsThatNameAClientAtOnceOneGetsIt() throws Exception {
    var clusters = List.of(stack.addCluster(), stack.addCluster(), stack.addCluster());
    try {
      for (int round = 0; round < 10; round++) {
        var name = "x-at-once-" + round;
        // As its client, or as its client for kubelogin: whatever way, it is taken.
        var bodies =
            List.of(
                oidc(json(name)),
                oidc(json(name)),
                oidc(json("x-other").add("kubeloginClientID", name)));

        var answers =
            atOnce(
                IntStream.range(0, clusters.size())
                    .<Callable<Api.Answer>>mapToObj(
                        i -> () -> patch(alice, clusters.get(i), bodies.get(i)))
                    .toList());

        assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(200);
        assertThat(answers)
            .filteredOn(answer -> answer.status() != 200)
            .hasSize(2)
            .allSatisfy(
                answer -> {
                  assertThat(answer.status()).as(answer.body()).isEqualTo(409);
                  assertThat(answer.object().getString("type")).endsWith("client-of-others");
                });
        assertThat(clusters)
            .filteredOn(cluster -> alice.get(imported(cluster)).object().containsKey("oidc"))
            .hasSize(1);
        clusters.forEach(cluster -> patch(alice, cluster, "{\"oidc\": null}"));
      }
    } finally {
      clusters.forEach(cluster -> alice.delete(imported(cluster)));
    }
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    var barrier = new CyclicBarrier(tasks.size());
    var threads = Executors.newFixedThreadPool(tasks.size());
    try {
      var waiting =
          tasks.stream()
              .<Callable<T>>map(
                  task ->
                      () -> {
                        barrier.await();
                        return task.call();
                      })
              .toList();
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(waiting)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static JsonObjectBuilder json(String clientId) {
    return Json.createObjectBuilder().add("clientID", clientId);
  }

  private static boolean confidential(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.object().getJsonObject("oidc").getBoolean("confidential");
  }

  @Test
  void whatIsNoClientOfItsOwnIsRefused() {
    for (var body :
        new String[] {
          oidc(json(Issuer.CLIENT_ID)),
          oidc(json(Issuer.KUBELOGIN_CLIENT_ID)),
          oidc(json("x").add("kubeloginClientID", Issuer.KUBELOGIN_CLIENT_ID)),
          oidc(Json.createObjectBuilder()),
          oidc(json("x\u00e9")),
          oidc(json("x").add("clientSecret", "line\nbreak")),
          oidc(json("x").add("clientSecret", 1)),
          "{\"oidc\": \"team-a\"}",
          "{\"oidc\": []}",
          // Whoever runs this installation named no other issuer.
          oidc(json("x").add("issuerURL", "https://idp.example.com"))
        }) {
      assertThat(patch(alice, own, body).status()).as(body).isEqualTo(400);
    }
    assertThat(alice.get(imported(own)).object().getJsonObject("oidc").getString("clientID"))
        .isEqualTo(OWN_CLIENT);
  }

  @Test
  void onlyClientsThatTheOperatorMeantForClustersAreTaken() {
    // Any other public client of the provider: people would fetch its tokens for this cluster.
    for (var body :
        List.of(oidc(json("argo-cd")), oidc(json("x").add("kubeloginClientID", "argo-cd-cli")))) {
      var refused = patch(alice, own, body);

      assertThat(refused.status()).as(refused.body()).isEqualTo(400);
      assertThat(refused.object().getString("type")).endsWith("client-not-allowed");
      assertThat(refused.object().getString("next")).contains("cluster-client-ids");
    }
  }

  @Test
  void editorsChangeItUnderTheConditionThatTheySawAndNobodyElse() {
    stack.addMember(own.project(), CAROL, "viewers");

    assertThat(patch(stack.api(CAROL), own, "{\"oidc\": null}").status()).isEqualTo(403);
    assertThat(patch(stack.api(STRANGER), own, "{\"oidc\": null}").status()).isEqualTo(404);
    assertThat(patch(alice, own, "{\"oidc\": null}", "If-Match", "\"0815\"").status())
        .isEqualTo(412);
    assertThat(alice.get(imported(own)).object()).containsKey("oidc");
  }

  @Test
  void aClientThatChangesDuringASignInLeavesAButtonThatStartsAgain() {
    var cluster = new Added(usual.project(), usual.cluster());
    var bob = sharing.bob();
    var link = sharing.share(cluster.path());
    var begun = bob.get(bob.get(link).link("Sign in to continue"));
    var provider = URI.create(begun.headers().firstValue("Location").orElseThrow());
    assertThat(patch(alice, cluster, oidc(json("another-client"))).status()).isEqualTo(200);
    try {
      var refused = bob.open(provider);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("data-problem=\"exchange-client-changed\"");

      assertThat(patch(alice, cluster, "{\"oidc\": null}").status()).isEqualTo(200);
      var again = bob.open(refused.link("Start again"));
      assertThat(again.body()).contains("Download kubeconfig");
    } finally {
      patch(alice, cluster, "{\"oidc\": null}");
    }
  }

  @Test
  void aCodeOfOneClientIsNotChangedForTheStateOfAnother() {
    var bob = sharing.bob();
    var ofOwn = location(bob, sharing.share(own.path()));
    var ofUsual = location(bob, sharing.share(usual.path()));
    var state = parameter(ofOwn, "state");

    // Signs in at the usual client, and brings its code back with the other sign-in's state.
    var swapped = ofUsual.toString().replace(parameter(ofUsual, "state"), state);
    var refused = bob.open(URI.create(swapped));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("data-problem=\"code-refused\"");
  }

  private URI location(Visitor visitor, URI link) {
    var begun = visitor.get(visitor.get(link).link("Sign in to continue"));
    return URI.create(begun.headers().firstValue("Location").orElseThrow());
  }

  /** As it stands in the address, not decoded. */
  private static String parameter(URI address, String name) {
    var matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address.toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
