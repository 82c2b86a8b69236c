package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation whose operator opened nothing: what is closed, and how people are told. */
class DefaultsKT {
  private static final String[] THROUGH_A_PROXY = {"X-Forwarded-For", "203.0.113.7"};
  private static final String SCRIPTS = "scripts";

  private final Stack stack = Stack.shared();

  @TempDir private Path folder = Path.of("");

  private static Map<String, String> defaults(int port, Issuer issuer, Path folder) {
    var environment = Product.environment(port, issuer, folder);
    environment.remove("PROJECT_CREATORS");
    environment.remove("OIDC_API_CLIENT_IDS");
    environment.put("ADMINS", ALICE);
    return environment;
  }

  private Issuer issuer(int port) {
    return Issuer.start(
        stack.testbed,
        folder.resolve("issuer"),
        Issuer.Settings.forProductAt(Product.base(port))
            .with(new Issuer.Client(SCRIPTS, Optional.empty())));
  }

  @Test
  void onlyAdminsCreateProjectsAndAFilesTokenOpensNoApi() {
    var port = Product.freePort();
    try (var issuer = issuer(port)) {
      var environment = defaults(port, issuer, folder);
      try (var product = Product.start(port, folder, environment)) {
        assertThat(product.logged())
            .contains("Closed: project-creators is not set")
            .contains("Closed: oidc-api-client-ids is not set")
            .contains("Open: kubeconfig-styles offers auth-provider")
            .doesNotContain("Open: project-creators", "Open: oidc-api-client-ids");

        var ofBob = new Visitor(issuer.caFile(), BOB).open(console(product));
        assertThat(ofBob.body())
            .contains("You may not create projects here. Ask your administrator")
            .doesNotContain("Create project", "project-creators");
        var ofAlice = new Visitor(issuer.caFile(), ALICE).open(console(product));
        assertThat(ofAlice.body()).contains("Create project", "the setting project-creators");

        for (var token : List.of(issuer.idToken(ALICE), issuer.kubeloginIdToken(ALICE))) {
          assertThat(new Api(product.base(), token).get("/api/v1/me"))
              .hasStatus(401)
              .hasProblem("token-not-for-the-api")
              .hasDetail("is in a kubeconfig")
              .hasNext("oidc-api-client-ids");
        }
        monitoringStaysInside(product);
      }

      environment.put("OIDC_API_CLIENT_IDS", SCRIPTS);
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Actor(ALICE, new Api(product.base(), issuer.idToken(ALICE, SCRIPTS, "")));
        var bob = new Actor(BOB, new Api(product.base(), issuer.idToken(BOB, SCRIPTS, "")));
        assertThat(bob.triesToCreateProject("Mine"))
            .hasStatus(403)
            .hasProblem("project-creation-not-allowed")
            .hasNext("Ask your administrator", "project-creators");
        assertThat(bob.account()).hasStatus(200);

        var file = fileOfBob(product, issuer, alice);
        assertThat(file).contains("id-token: ");
        var idToken = file.replaceAll("(?s).*id-token: (\\S+).*", "$1");
        assertThat(new Api(product.base(), idToken).get("/api/v1/me"))
            .hasStatus(401)
            .hasProblem("token-not-for-the-api")
            .hasDetail("This API accepts tokens of: " + SCRIPTS);
      }
    }
  }

  private static URI console(Product product) {
    return URI.create(product.base() + "/console/projects");
  }

  private String fileOfBob(Product product, Issuer issuer, Actor alice) {
    var project = alice.createsProject("Project of an admin");
    var link = alice.at(alice.adds(stack.apiServer).to(project)).shares().toString();
    var bob = new Visitor(issuer.caFile(), BOB);
    var page =
        bob.open(
            URI.create(
                product.base()
                    + "/api/v1/kubeconfig?style=auth-provider&share="
                    + link.substring(link.lastIndexOf('/') + 1)));
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return bob.get(page.link("Download kubeconfig")).body();
  }

  /** The test itself asks from this machine, which is inside, unless a proxy passed it on. */
  private static void monitoringStaysInside(Product product) {
    var api = new Api(product.base(), "");
    assertThat(api.get("/metrics").status()).isEqualTo(200);
    assertThat(api.get("/openapi").status()).isEqualTo(200);
    assertThat(api.get("/health/ready").body()).contains("issuer");

    for (var spelling :
        List.of(
            "/metrics",
            "/metrics/",
            "/metrics?x",
            "/metrics;x=1",
            "/%6detrics",
            "//metrics",
            "/home/../metrics",
            "/metrics/base",
            "/openapi",
            "/openapi/",
            "/openapi?format=JSON",
            "/%6fpenapi",
            "//openapi")) {
      var refused = api.call("GET", spelling, "", THROUGH_A_PROXY);
      assertThat(refused.status()).as(spelling).isIn(400, 403, 404);
      assertThat(refused.body()).as(spelling).doesNotContain("# TYPE", "openapi: 3", "\"paths\"");
    }
    var refused = api.call("GET", "/metrics", "", THROUGH_A_PROXY);
    assertThat(refused)
        .hasStatus(403)
        .hasProblem("only-from-inside")
        .hasNext("monitoring-networks");

    for (var spelling :
        List.of("/health", "/health/ready", "/health/x", "//health/ready", "/health/ready;x")) {
      var answer = api.call("GET", spelling, "", THROUGH_A_PROXY);
      assertThat(answer.status()).as(spelling).isIn(200, 404);
      assertThat(answer.body()).as(spelling).doesNotContain("issuer", "encryption", "database");
    }
    var ready = api.call("GET", "/health/ready", "", THROUGH_A_PROXY);
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    assertThat(api.call("GET", "/health/live", "", THROUGH_A_PROXY).status()).isEqualTo(200);
  }

  @Test
  void theNetworksOfMonitoringAreTheOperatorsChoice() {
    var port = Product.freePort();
    try (var issuer = issuer(port)) {
      issuer.stop();
      var environment = defaults(port, issuer, folder);
      environment.put("MONITORING_NETWORKS", "private");
      try (var product = Product.start(port, folder, environment)) {
        var api = new Api(product.base(), "");
        assertThat(api.get("/metrics").status()).isEqualTo(403);
        assertThat(api.get("/openapi").status()).isEqualTo(403);
        assertThat(api.get("/health/ready").body()).doesNotContain("issuer");
        assertThat(api.get("/health/live").status()).isEqualTo(200);
      }

      environment.put("MONITORING_NETWORKS", "public");
      try (var product = Product.start(port, folder, environment)) {
        var api = new Api(product.base(), "");
        assertThat(api.call("GET", "/metrics", "", THROUGH_A_PROXY).status()).isEqualTo(200);
        assertThat(api.call("GET", "/health/ready", "", THROUGH_A_PROXY).body()).contains("issuer");
        assertThat(product.logged()).contains("Open: monitoring-networks names public");
      }
    }
  }

  @Test
  void aStartWithoutAnyProjectCreatorEndsWithASentence() {
    var port = Product.freePort();
    var environment = defaults(port, stack.issuer, folder);
    environment.remove("ADMINS");

    assertThat(Product.startAndAwaitEnd(port, folder, environment)).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("Cluster Share cannot start:")
        .contains("Set project-creators or admins");
  }
}
