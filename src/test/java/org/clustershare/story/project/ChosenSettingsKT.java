package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes when the operator opens one part of an installation, and no other. */
@StoryTest
class ChosenSettingsKT {
  private static final String[] THROUGH_A_PROXY = {"X-Forwarded-For", "203.0.113.7"};
  private static final String SCRIPTS = "scripts";

  private final Stack stack;

  @TempDir private Path folder = Path.of("");

  ChosenSettingsKT(Stack stack) {
    this.stack = stack;
  }

  private Dex issuer(int port) {
    return Dex.start(
        stack.testbed,
        folder.resolve("issuer"),
        Dex.Settings.forProductAt(Product.base(port))
            .with(new Dex.Client(SCRIPTS, Optional.empty())));
  }

  @Test
  void theApiTakesTokensOfItsClientsAndNoneOfAKubeconfig() {
    var port = Product.freePort();
    try (var dex = issuer(port)) {
      var environment = DefaultsKT.environment(port, dex, folder);
      environment.put("OIDC_API_CLIENT_IDS", SCRIPTS);
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Actor(ALICE, new Api(product.base(), dex.idToken(ALICE, SCRIPTS, "")));
        var bob = new Actor(BOB, new Api(product.base(), dex.idToken(BOB, SCRIPTS, "")));
        assertThat(bob.triesToCreateProject("Mine"))
            .hasStatus(403)
            .hasProblem("project-creation-not-allowed")
            .hasNext("Ask your administrator", "project-creators");
        assertThat(bob.account()).hasStatus(200);

        var file = fileOfBob(product, dex, alice);
        assertThat(file).contains("id-token: ");
        var idToken = file.replaceAll("(?s).*id-token: (\\S+).*", "$1");
        assertThat(new Api(product.base(), idToken).get("/api/v1/me"))
            .hasStatus(401)
            .hasProblem("token-not-for-the-api")
            .hasDetail("This API accepts tokens of: " + SCRIPTS);
      }
    }
  }

  private String fileOfBob(Product product, Dex dex, Actor alice) {
    var project = alice.createsProject("Project of an admin");
    var link = alice.at(alice.adds(stack.apiServer).to(project)).shares().toString();
    var bob = new Visitor(dex.caFile(), BOB);
    var page =
        bob.open(
            URI.create(
                product.base()
                    + "/api/v1/kubeconfig?style=auth-provider&share="
                    + link.substring(link.lastIndexOf('/') + 1)));
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return bob.get(page.link("Download kubeconfig")).body();
  }

  @Test
  void theNetworksOfMonitoringAreTheOperatorsChoice() {
    var port = Product.freePort();
    try (var dex = issuer(port)) {
      dex.stop();
      var environment = DefaultsKT.environment(port, dex, folder);
      environment.put("MONITORING_NETWORKS", "private");
      try (var product = Product.start(port, folder, environment)) {
        var api = new Api(product.base(), "");
        assertThat(api.get("/metrics")).hasStatus(403);
        assertThat(api.get("/openapi")).hasStatus(403);
        assertThat(api.get("/health/ready")).doesNotContain("issuer");
        assertThat(api.get("/health/live")).hasStatus(200);
      }

      environment.put("MONITORING_NETWORKS", "public");
      try (var product = Product.start(port, folder, environment)) {
        var api = new Api(product.base(), "");
        assertThat(api.call("GET", "/metrics", "", THROUGH_A_PROXY)).hasStatus(200);
        assertThat(api.call("GET", "/health/ready", "", THROUGH_A_PROXY)).contains("issuer");
        assertThat(product.logged()).contains("Open: monitoring-networks names public");
      }
    }
  }

  @Test
  void aStartWithoutAnyProjectCreatorEndsWithASentence() {
    var port = Product.freePort();
    var environment = DefaultsKT.environment(port, stack.issuer, folder);
    environment.remove("ADMINS");

    assertThat(Product.startAndAwaitEnd(port, folder, environment)).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("Cluster Share cannot start:")
        .contains("Set project-creators or admins");
  }
}
