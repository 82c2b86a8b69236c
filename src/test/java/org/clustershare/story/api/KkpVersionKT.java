package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.nio.file.Path;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The setting {@code kkp-api-version}: all callers get the answers of one version of KKP. */
@StoryTest
class KkpVersionKT {
  private final Stack stack;

  @TempDir private Path folder = Path.of("");

  KkpVersionKT(Stack stack) {
    this.stack = stack;
  }

  @ParameterizedTest
  @CsvSource({
    "2.16, false, RUNNING, 1",
    "2.22, false, Running, \"HealthStatusUp\"",
    "2.31, true, Running, \"HealthStatusUp\""
  })
  void callersGetTheAnswersOfTheVersion(
      String version, boolean inObject, String state, String health) {
    var port = Product.freePort();
    try (var dex = dex(port)) {
      var environment = Product.environment(port, dex, folder);
      environment.put("KKP_API_VERSION", version);
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Api(product.base(), dex.idToken(ALICE));
        var project = alice.createProject("Project");
        var cluster = alice.addCluster(project, "c", stack.apiServer.kubeconfigText());
        assertThat(cluster.object().getJsonObject("status").getString("state")).isEqualTo(state);
        var path = new Added(project, cluster.object().getString("id")).path();

        var list = "/api/v2/projects/%s/clusters".formatted(project);
        for (var query : new String[] {"", "?show_dm_count=true"}) {
          assertThat(alice.get(list + query).body().startsWith("{\"clusters\":[{"))
              .as(query)
              .isEqualTo(inObject);
        }
        assertThat(alice.get(path + "/health").object().get("apiserver")).hasToString(health);
        assertThat(alice.get(path + "/oidckubeconfig")).hasStatus(200).contains("- name: default");
      }
    }
  }

  private Dex dex(int port) {
    return Dex.start(
        stack.testbed, folder.resolve("issuer"), Dex.Settings.forProductAt(Product.base(port)));
  }
}
