package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
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
    Added cluster;
    URI link;
    try (var product = Product.start(port, folder, environment)) {
      var alice = actor(ALICE, product);
      cluster = alice.adds(stack.apiServer).as("kept").to(alice.createsProject("Kept"));
      link = alice.at(cluster).shares();
    }
    environment.remove("FEATURE_GATES");
    environment.remove("SHARE_KUBECONFIG");
    try (var product = Product.start(port, folder, environment)) {
      var alice = actor(ALICE, product);
      var atCluster = alice.at(cluster);

      assertThat(alice.projects()).contains("Kept");
      assertThat(atCluster.clusterBindings()).hasStatus(200);
      assertThat(alice.api().get("/config.json")).hasBody("{\"share_kubeconfig\":false}");
      assertThat(alice.api().get("/api/v2/featuregates"))
          .hasBody("{\"oidcKubeCfgEndpoint\":false,\"openIDAuthPlugin\":false}");
      assertThat(alice.api().get("/api/v1/kubeconfig")).hasStatus(404);
      assertThat(atCluster.links()).hasStatus(404);
      assertThat(atCluster.triesToShare()).hasStatus(404);
      assertThat(alice.api().get(link.getPath())).hasStatus(404);
      assertThat(alice.api().get("/download/nothing")).hasStatus(404);
      assertThat(atCluster.trust()).hasStatus(404);
      assertThat(atCluster.checksTrust()).hasStatus(404);
      assertThat(atCluster.trustSetup("")).hasStatus(404);
    }
  }

  private Actor actor(String email, Product product) {
    return new Actor(email, new Api(product.base(), stack.issuer.idToken(email)));
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
        assertThat(new Visitor(issuer.caFile(), ALICE).open(console))
            .hasStatus(503)
            .says("The provider does not answer", "Try again");
        assertThat(product.logged())
            .contains("issuer unavailable: issuer=" + issuer.url())
            .doesNotContain("\tat org.clustershare");
        assertThat(bearer("a.b.c", product).account()).hasStatus(503);

        assertThat(new Api(product.base(), "").get("/health/ready")).hasStatus(200);
        assertThat(issuerHealth(product)).contains("\"reachable\":\"false\"", "reason");

        issuer.restart();

        var visitor = new Visitor(issuer.caFile(), ALICE);
        // While it is known to be down, it is asked once in five seconds.
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(visitor.open(console)).hasStatus(200).says(ALICE));
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

  private static Actor bearer(String idToken, Product product) {
    return new Actor(ALICE, new Api(product.base(), idToken));
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
      assertThat(bearer(before, product).account()).hasStatus(200);

      issuer.restart();

      var after = issuer.idToken(ALICE);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> bearer(after, product).account().status() == 200);
      assertThat(bearer(before, product).account()).hasStatus(401).hasProblem("token-key-unknown");
    }
  }

  @Test
  void aClusterThatIsDownIsSaidAndRecoversByItself() {
    try (var kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("cluster"),
            KubernetesCluster.Settings.trusting(stack.issuer))) {
      var alice = stack.actor(ALICE);
      var outage = alice.adds(kubernetesCluster).as("outage").to(alice.createsProject("Outage"));
      var atCluster = alice.at(outage);
      assertThat(atCluster.clusterBindings()).hasStatus(200);

      kubernetesCluster.stop();

      assertThat(atCluster.clusterBindings())
          .hasStatus(503)
          .hasProblem("cluster-unreachable")
          .hasNext("try again");
      assertThat(stack.actor(BOB).account()).hasStatus(200);

      kubernetesCluster.restart();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> atCluster.clusterBindings().status() == 200);
    }
  }

  @Test
  void aClusterThatCannotBeReachedIsNotKept() {
    var alice = stack.actor(ALICE);
    var project = alice.createsProject("Nothing");
    var nobody =
        stack.apiServer.kubeconfigText().replaceAll("server: .*", "server: https://127.0.0.1:1");

    assertThat(alice.adds(nobody).as("nobody").tryTo(project))
        .hasStatus(400)
        .hasProblem("cluster-not-added");
    assertThat(alice.in(project).clusters()).hasBody("[]");
  }

  @Test
  void aHostileKubeconfigIsNotKeptAndNotLogged() {
    var alice = stack.actor(ALICE);
    var project = alice.createsProject("Hostile");
    var hostile =
        """
        apiVersion: v1
        current-context: x
        contexts: [{name: x, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
        users: [{name: u, user: {token: very-secret-token, exec: {command: rm}}}]
        """;

    assertThat(alice.adds(hostile).as("hostile").tryTo(project))
        .hasStatus(400)
        .contains("field exec")
        .doesNotContain("very-secret-token");
    assertThat(stack.product.logged()).doesNotContain("very-secret-token");
  }
}
