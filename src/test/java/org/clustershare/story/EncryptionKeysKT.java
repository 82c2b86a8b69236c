package org.clustershare.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.Stack.ALICE;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that seal clusters' credentials come and go; none may be lost. */
class EncryptionKeysKT {
  private static final String OLD = key("old");
  private static final String NEW = key("new");

  private final Stack stack = Stack.shared();
  private final int port = Product.freePort();

  @TempDir private Path folder = Path.of("");

  private static String key(String name) {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return name + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  private Map<String, String> with(String keys) {
    var environment = Product.environment(port, stack.issuer, folder);
    environment.put("ENCRYPTION_KEYS", keys);
    environment.put("CLUSTER_CLIENT_IDS", "sealed");
    return environment;
  }

  private Api alice() {
    return new Api(Product.base(port), stack.issuer.idToken(ALICE));
  }

  @Test
  void aNewKeyTakesOverInTheBackgroundAndALostOneStopsTheStart() {
    String bindings;
    String trust;
    try (var before = Product.start(port, folder, with(OLD))) {
      var project = alice().createProject("Sealed");
      var added = alice().addCluster(project, "sealed", stack.apiServer.kubeconfigText()).object();
      bindings =
          "/api/v2/projects/%s/clusters/%s/clusterbindings"
              .formatted(project, added.getString("id"));
      assertThat(alice().get(bindings).status()).as(before.base()).isEqualTo(200);
      trust = bindings.replace("/clusterbindings", "/trust");
      var client = "{\"oidc\": {\"clientID\": \"sealed\", \"clientSecret\": \"the-secret\"}}";
      var path = bindings.replace("/clusterbindings", "");
      assertThat(alice().send("PATCH", path, client).status()).isEqualTo(200);
      assertThat(alice().get(trust).status()).isEqualTo(200);
    }

    try (var both = Product.start(port, folder, with(NEW + "," + OLD))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(rotation().getString("clusters-left")).isEqualTo("0"));
      assertThat(rotation().getString("key")).isEqualTo("new");
      assertThat(both.logged()).contains("encryption key rotation ends: key=new done=1 left=0");
      assertThat(alice().get(bindings).status()).isEqualTo(200);
    }

    try (var after = Product.start(port, folder, with(NEW))) {
      assertThat(alice().get(bindings).status()).as(after.base()).isEqualTo(200);
      // Which client it is cannot be told without opening its secret.
      assertThat(alice().get(trust).status()).isEqualTo(200);
    }

    assertThat(Product.startAndAwaitEnd(port, folder, with(OLD))).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("encryption-keys has no key \"new\", which sealed credentials of clusters.")
        .contains("Put the key that sealed them back into encryption-keys");

    assertThat(Product.startAndAwaitEnd(port, folder, with(key("new")))).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("cannot be opened: the key of this name is another one")
        .doesNotContain(NEW.substring(4));
  }

  private JsonObject rotation() {
    return alice().get("/health/ready").object().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("name").equals("encryption-key-rotation"))
        .findFirst()
        .orElseThrow()
        .getJsonObject("data");
  }
}
