package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product on its own when a part is missing, closed, or set up wrongly. */
@StoryTest
class OutagesKT {
  private final Stack stack;

  @TempDir private Path folder = Path.of("");

  OutagesKT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void wrongSettingsStopTheStartWithAllProblemsAtOnce() {
    var port = Product.freePort();

    var exitCode =
        Product.startAndAwaitEnd(
            port,
            folder,
            Map.of(
                "OIDC_ISSUER_URL", "http://dex.example.com",
                "OIDC_ISSUER_COOKIE_HASH_KEY", "a-much-too-short-key",
                "FEATURE_GATES", "Nonsense=true",
                "DEFAULT_ROLES_DIR", "/does/not/exist",
                "DATABASE_URL", "jdbc:h2:mem:wrong"));

    assertThat(exitCode).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("Cluster Share cannot start:")
        .contains("oidc-issuer-url must begin with https://")
        .contains("Set oidc-issuer-redirect-uri (environment variable OIDC_ISSUER_REDIRECT_URI)")
        .contains("Set oidc-issuer-client-id")
        .contains("oidc-issuer-cookie-hash-key must be 32 or 64 bytes")
        .contains("default-roles-dir must name a readable folder")
        .contains("feature-gates names \"Nonsense\"")
        .contains("Set encryption-keys")
        .doesNotContain("a-much-too-short-key");
  }

  @Test
  void aDatabaseThatCannotBeUsedStopsTheStartWithASentence() {
    assertThat(endOfAStartWith("jdbc:oracle:thin:@127.0.0.1:1521:xe"))
        .contains("Cluster Share cannot start:")
        .contains("database-url must begin with jdbc:h2: or jdbc:postgresql:")
        .contains("Check database-url, database-user and database-password");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsWaitedForAWhile() {
    assertThat(endOfAStartWith("jdbc:postgresql://127.0.0.1:1/nothing"))
        .contains("The database does not answer yet, retrying")
        .contains("The database cannot be used: Connection refused");
  }

  /** What it logged until it ended. */
  private String endOfAStartWith(String databaseUrl) {
    var port = Product.freePort();
    var environment = Product.environment(port, stack.issuer, folder);
    environment.put("DATABASE_URL", databaseUrl);

    assertThat(Product.startAndAwaitEnd(port, folder, environment)).isEqualTo(78);

    return contentOf(folder.resolve("cluster-share.log").toFile());
  }

  @Test
  void whileTheGateIsClosedNothingOfSharingExistsAndDataOutlivesARestart() {
    var port = Product.freePort();
    var environment = Product.environment(port, stack.issuer, folder);
    String project;
    String path;
    String link;
    try (var product = Product.start(port, folder, environment)) {
      var alice = new Api(product.base(), stack.issuer.idToken(ALICE));
      project = alice.createProject("Kept");
      var added = alice.addCluster(project, "kept", stack.apiServer.kubeconfigText());
      path = "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
      link = alice.post(path + "/shares", "").object().getString("link");
    }
    environment.remove("FEATURE_GATES");
    environment.remove("SHARE_KUBECONFIG");
    try (var product = Product.start(port, folder, environment)) {
      var alice = new Api(product.base(), stack.issuer.idToken(ALICE));

      assertThat(alice.get("/api/v1/projects").body()).contains("Kept");
      assertThat(alice.get(path + "/clusterbindings").status()).isEqualTo(200);
      assertThat(alice.get("/config.json").body()).isEqualTo("{\"share_kubeconfig\":false}");
      assertThat(alice.get("/api/v2/featuregates").body())
          .isEqualTo("{\"oidcKubeCfgEndpoint\":false,\"openIDAuthPlugin\":false}");
      assertThat(alice.get("/api/v1/kubeconfig").status()).isEqualTo(404);
      assertThat(alice.get(path + "/shares").status()).isEqualTo(404);
      assertThat(alice.post(path + "/shares", "").status()).isEqualTo(404);
      assertThat(alice.get(URI.create(link).getPath()).status()).isEqualTo(404);
      assertThat(alice.get("/download/nothing").status()).isEqualTo(404);
      assertThat(alice.get(path + "/trust").status()).isEqualTo(404);
      assertThat(alice.post(path + "/trust", "").status()).isEqualTo(404);
      assertThat(alice.get(path + "/trust/setup").status()).isEqualTo(404);
    }
  }

  @Test
  void aProviderThatIsDownIsSaidAndRecoversByItself() {
    var port = Product.freePort();
    try (var issuer =
        Dex.start(
            stack.testbed,
            folder.resolve("issuer"),
            Dex.Settings.forProductAt(Product.base(port)))) {
      issuer.stop();
      var environment = Product.environment(port, issuer, folder);
      try (var product = Product.start(port, folder, environment)) {
        var console = URI.create(product.base() + "/console/projects");
        var page = new Visitor(issuer.caFile(), ALICE).open(console);
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("The provider does not answer", "Try again");
        assertThat(product.logged())
            .contains("issuer unavailable: issuer=" + issuer.url())
            .doesNotContain("\tat org.clustershare");
        assertThat(new Api(product.base(), "a.b.c").get("/api/v1/me").status()).isEqualTo(503);

        assertThat(new Api(product.base(), "").get("/health/ready").status()).isEqualTo(200);
        assertThat(issuerHealth(product)).contains("\"reachable\":\"false\"", "reason");

        issuer.restart();

        var visitor = new Visitor(issuer.caFile(), ALICE);
        // While it is known to be down, it is asked once in five seconds.
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(
                () -> {
                  var again = visitor.open(console);
                  assertThat(again.status()).isEqualTo(200);
                  assertThat(again.body()).contains(ALICE);
                });
        assertThat(issuerHealth(product)).contains("\"reachable\":\"true\"");
      }
    }
  }

  private static String issuerHealth(Product product) {
    return new Api(product.base(), "")
        .get("/health/ready").object().getJsonArray("checks").stream()
            .filter(check -> check.asJsonObject().getString("name").equals("issuer"))
            .map(Object::toString)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theProvidersNewKeysAreFollowed() {
    var port = Product.freePort();
    try (var issuer =
            Dex.start(
                stack.testbed,
                folder.resolve("issuer"),
                Dex.Settings.forProductAt(Product.base(port)));
        var product = Product.start(port, folder, Product.environment(port, issuer, folder))) {
      var before = issuer.idToken(ALICE);
      assertThat(new Api(product.base(), before).get("/api/v1/me").status()).isEqualTo(200);

      issuer.restart();

      var after = issuer.idToken(ALICE);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> new Api(product.base(), after).get("/api/v1/me").status() == 200);
      var old = new Api(product.base(), before).get("/api/v1/me");
      assertThat(old.status()).isEqualTo(401);
      assertThat(old.object().getString("type")).endsWith("token-key-unknown");
    }
  }

  @Test
  void aClusterThatIsDownIsSaidAndRecoversByItself() {
    try (var kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("cluster"),
            KubernetesCluster.Settings.trusting(stack.issuer))) {
      var alice = stack.api(ALICE);
      var project = alice.createProject("Outage");
      var added = alice.addCluster(project, "outage", kubernetesCluster.kubeconfigText()).object();
      var bindings =
          "/api/v2/projects/%s/clusters/%s/clusterbindings"
              .formatted(project, added.getString("id"));
      assertThat(alice.get(bindings).status()).isEqualTo(200);

      kubernetesCluster.stop();

      var down = alice.get(bindings);
      assertThat(down.status()).isEqualTo(503);
      assertThat(down.object().getString("type")).endsWith("cluster-unreachable");
      assertThat(down.object().getString("next")).contains("try again");
      assertThat(stack.api(BOB).get("/api/v1/me").status()).isEqualTo(200);

      kubernetesCluster.restart();
      await().atMost(Duration.ofSeconds(30)).until(() -> alice.get(bindings).status() == 200);
    }
  }

  @Test
  void aClusterThatCannotBeReachedIsNotKept() {
    var alice = stack.api(ALICE);
    var project = alice.createProject("Nothing");
    var nobody =
        stack.apiServer.kubeconfigText().replaceAll("server: .*", "server: https://127.0.0.1:1");

    var answer = alice.addCluster(project, "nobody", nobody);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.object().getString("type")).endsWith("cluster-not-added");
    assertThat(alice.get("/api/v2/projects/%s/kubernetes/clusters".formatted(project)).body())
        .isEqualTo("[]");
  }

  @Test
  void aHostileKubeconfigIsNotKeptAndNotLogged() {
    var alice = stack.api(ALICE);
    var project = alice.createProject("Hostile");
    var hostile =
        """
        apiVersion: v1
        current-context: x
        contexts: [{name: x, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
        users: [{name: u, user: {token: very-secret-token, exec: {command: rm}}}]
        """;

    var answer = alice.addCluster(project, "hostile", hostile);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("field exec").doesNotContain("very-secret-token");
    assertThat(stack.product.logged()).doesNotContain("very-secret-token");
  }
}
