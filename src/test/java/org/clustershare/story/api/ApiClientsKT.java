package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.nio.file.Path;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API with its own client: the token of a kubeconfig does not open it. */
class ApiClientsKT {
  private static final String ME = "/api/v1/me";

  private final Testbed testbed = Testbed.obtain(System.out::println);

  @TempDir private Path folder = Path.of("");

  @Test
  void theTokenOfAFileIsNoneForAnApiThatHasClientsOfItsOwn() {
    var port = Product.freePort();
    try (var dex =
        Dex.start(
            testbed, folder.resolve("issuer"), Dex.Settings.forProductAt(Product.base(port)))) {
      var environment = Product.environment(port, dex, folder);
      environment.put("OIDC_API_CLIENT_IDS", "scripts, " + Dex.KUBELOGIN_CLIENT_ID);
      try (var product = Product.start(port, folder, environment)) {
        var ofFile = new Api(product.base(), dex.idToken(ALICE)).get(ME);
        assertThat(ofFile.status()).isEqualTo(401);
        assertThat(ofFile.object().getString("type")).endsWith("token-not-for-the-api");
        assertThat(ofFile.object().getString("detail"))
            .contains("This API accepts tokens of: scripts, " + Dex.KUBELOGIN_CLIENT_ID);

        var ofOneNamed = new Api(product.base(), dex.kubeloginIdToken(ALICE)).get(ME);
        assertThat(ofOneNamed.status()).isEqualTo(200);
        assertThat(ofOneNamed.object().getString("email")).isEqualTo(ALICE);
      }

      environment.put("OIDC_API_CLIENT_IDS", Dex.CLIENT_ID);
      try (var product = Product.start(port, folder, environment)) {
        assertThat(new Api(product.base(), dex.idToken(ALICE)).get(ME).status()).isEqualTo(200);
        assertThat(new Api(product.base(), dex.kubeloginIdToken(ALICE)).get(ME).status())
            .isEqualTo(401);
      }
    }
  }
}
