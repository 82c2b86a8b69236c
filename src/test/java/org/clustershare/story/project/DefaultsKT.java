package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An installation whose operator opened nothing: what is closed, and what people read about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class DefaultsKT {
  /** The test itself is on this machine, which is inside, unless a proxy passed it on. */
  private static final String[] THROUGH_A_PROXY = {"X-Forwarded-For", "203.0.113.7"};

  private final Stack stack;

  @SuppressWarnings("NullAway.Init")
  private Dex dex;

  @SuppressWarnings("NullAway.Init")
  private Product product;

  DefaultsKT(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    var port = Product.freePort();
    dex =
        Dex.start(
            stack.testbed, folder.resolve("issuer"), Dex.Settings.forProductAt(Product.base(port)));
    product = Product.start(port, folder, environment(port, dex, folder));
  }

  @AfterAll
  void stop() {
    product.close();
    dex.close();
  }

  /** Settings without the ones that open something, and Alice as the only admin. */
  static Map<String, String> environment(int port, Dex dex, Path folder) {
    var environment = Product.environment(port, dex, folder);
    environment.remove("PROJECT_CREATORS");
    environment.remove("OIDC_API_CLIENT_IDS");
    environment.put("ADMINS", ALICE);
    return environment;
  }

  private Api anonymous() {
    return new Api(product.base(), "");
  }

  private Visitor.Page console(String email) {
    return new Visitor(dex.caFile(), email).open(URI.create(product.base() + "/console/projects"));
  }

  @Test
  void theLogNamesWhatIsClosedAndWhatIsOpen() {
    assertThat(product.logged())
        .contains("Closed: project-creators is not set")
        .contains("Closed: oidc-api-client-ids is not set")
        .contains("Open: kubeconfig-styles offers auth-provider")
        .doesNotContain("Open: project-creators", "Open: oidc-api-client-ids");
  }

  @Test
  void theConsoleOffersProjectsToAdminsOnly() {
    assertThat(console(BOB).body())
        .contains("You may not create projects here. Ask your administrator")
        .doesNotContain("Create project", "project-creators");
    assertThat(console(ALICE).body()).contains("Create project", "the setting project-creators");
  }

  @Test
  void aTokenOfAKubeconfigDoesNotOpenTheApi() {
    for (var token : List.of(dex.idToken(ALICE), dex.kubeloginIdToken(ALICE))) {
      assertThat(new Api(product.base(), token).get("/api/v1/me"))
          .hasStatus(401)
          .hasProblem("token-not-for-the-api")
          .hasDetail("is in a kubeconfig")
          .hasNext("oidc-api-client-ids");
    }
  }

  @Test
  void monitoringIsOpenInside() {
    assertThat(anonymous().get("/metrics")).hasStatus(200);
    assertThat(anonymous().get("/openapi")).hasStatus(200);
    assertThat(anonymous().get("/health/ready")).contains("issuer");
  }

  @Test
  void monitoringIsClosedThroughAProxyInEverySpelling() {
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
      var refused = anonymous().call("GET", spelling, "", THROUGH_A_PROXY);
      assertThat(refused.status()).as(spelling).isIn(400, 403, 404);
      assertThat(refused.body()).as(spelling).doesNotContain("# TYPE", "openapi: 3", "\"paths\"");
    }
    assertThat(anonymous().call("GET", "/metrics", "", THROUGH_A_PROXY))
        .hasStatus(403)
        .hasProblem("only-from-inside")
        .hasNext("monitoring-networks");
  }

  @Test
  void healthHasNoDetailsThroughAProxy() {
    for (var spelling :
        List.of("/health", "/health/ready", "/health/x", "//health/ready", "/health/ready;x")) {
      var answer = anonymous().call("GET", spelling, "", THROUGH_A_PROXY);
      assertThat(answer.status()).as(spelling).isIn(200, 404);
      assertThat(answer.body()).as(spelling).doesNotContain("issuer", "encryption", "database");
    }
    assertThat(anonymous().call("GET", "/health/ready", "", THROUGH_A_PROXY))
        .hasStatus(200)
        .hasBody("{\"status\":\"UP\",\"checks\":[]}");
    assertThat(anonymous().call("GET", "/health/live", "", THROUGH_A_PROXY)).hasStatus(200);
  }
}
