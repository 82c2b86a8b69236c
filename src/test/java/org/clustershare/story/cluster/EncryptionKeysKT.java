package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that seal clusters' credentials come and go; none may be lost. */
@StoryTest
class EncryptionKeysKT {
  private static final String OLD = key("old");
  private static final String NEW = key("new");

  private final Stack stack;
  private final int port = Product.freePort();

  @TempDir private Path folder = Path.of("");

  EncryptionKeysKT(Stack stack) {
    this.stack = stack;
  }

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

  private Actor alice() {
    return new Actor(ALICE, new Api(Product.base(port), stack.issuer.idToken(ALICE)));
  }

  private Added added(String name) {
    return alice().adds(stack.apiServer).as(name).to(alice().createsProject(name));
  }

  @Test
  void aNewKeyTakesOverInTheBackgroundAndALostOneStopsTheStart() {
    Added added;
    try (var before = Product.start(port, folder, with(OLD))) {
      added = added("sealed");
      assertCredentialsOpen(added, before);
      assertThat(
              alice()
                  .at(added)
                  .usesClient(
                      Json.createObjectBuilder()
                          .add("clientID", "sealed")
                          .add("clientSecret", "the-secret")))
          .hasStatus(200);
      assertThat(alice().at(added).trust()).hasStatus(200);
    }

    try (var both = Product.start(port, folder, with(NEW + "," + OLD))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(rotation().getString("clusters-left")).isEqualTo("0"));
      assertThat(rotation().getString("key")).isEqualTo("new");
      assertThat(both.logged()).contains("encryption key rotation ends: key=new done=1 left=0");
      assertCredentialsOpen(added, both);
    }

    try (var after = Product.start(port, folder, with(NEW))) {
      assertCredentialsOpen(added, after);
      // The product has to open the client's secret to name the client.
      assertThat(alice().at(added).trust()).hasStatus(200);
    }

    assertThat(Product.startAndAwaitEnd(port, folder, with(OLD))).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("encryption-keys has no key \"new\", which sealed credentials of clusters.")
        .contains("encryption-keys has no key \"new\", which sealed the key of the audit trail.")
        .contains("Put the key that sealed them back into encryption-keys");

    assertThat(Product.startAndAwaitEnd(port, folder, with(key("new")))).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("cannot be opened: the key of this name is another one")
        .contains(
            "audit trail cannot be opened: the key of this name in encryption-keys is another")
        .doesNotContain(NEW.substring(4));
  }

  @Test
  void credentialsOfTheFirstVersionNeedTheOperatorsConsent() throws Exception {
    Added added;
    try (var before = Product.start(port, folder, with(OLD))) {
      added = added("early");
      assertCredentialsOpen(added, before);
    }
    var cluster = added.cluster();
    var early = earlySeal(cluster);
    execute("update cluster set sealed_with = null, sealed_credentials = '%s'".formatted(early));

    assertThat(Product.startAndAwaitEnd(port, folder, with(OLD))).isEqualTo(78);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("sealed as in the first version, for no address: " + cluster)
        .contains("start once with accept-early-seals=true");

    var accepting = with(OLD);
    accepting.put("ACCEPT_EARLY_SEALS", "true");
    try (var once = Product.start(port, folder, accepting)) {
      assertCredentialsOpen(added, once);
    }
    try (var after = Product.start(port, folder, with(OLD))) {
      assertCredentialsOpen(added, after);
    }

    // Who can write to the database and has an old backup of it.
    for (var sealedWith : List.of("null", "'old'")) {
      execute(
          "update cluster set server = 'https://evil.example.com', sealed_with = %s, sealed_credentials = '%s'"
              .formatted(sealedWith, early));
      assertThat(Product.startAndAwaitEnd(port, folder, with(OLD))).isEqualTo(78);
    }
  }

  /** The product has to open the cluster's credentials to list its bindings. */
  private void assertCredentialsOpen(Added added, Product product) {
    assertThat(alice().at(added).clusterBindings().status()).as(product.base()).isEqualTo(200);
  }

  /** The credentials as the first version sealed them: for the cluster, and for no address. */
  private String earlySeal(String cluster) throws JOSEException {
    var credentials =
        Json.createObjectBuilder()
            .add("certificate", fromKubeconfig("client-certificate-data"))
            .add("key", fromKubeconfig("client-key-data"))
            .build()
            .toString();
    var jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("old")
                .customParam("cluster", cluster)
                .build(),
            new Payload(credentials));
    jwe.encrypt(new DirectEncrypter(Base64.getDecoder().decode(OLD.substring(4))));
    return jwe.serialize();
  }

  private String fromKubeconfig(String field) {
    var matcher = Pattern.compile(field + ": (\\S+)").matcher(stack.apiServer.kubeconfigText());
    assertThat(matcher.find()).isTrue();
    return new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.US_ASCII);
  }

  private void execute(String sql) throws SQLException {
    var url = with(OLD).get("DATABASE_URL");
    try (var connection = DriverManager.getConnection(url, "cluster-share", "cluster-share");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private JsonObject rotation() {
    return alice().api().get("/health/ready").object().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("name").equals("encryption-key-rotation"))
        .findFirst()
        .orElseThrow()
        .getJsonObject("data");
  }
}
