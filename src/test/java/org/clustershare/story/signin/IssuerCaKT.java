package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that goes away and that changes its CA, with a dex and a product of its own. */
class IssuerCaKT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Testbed testbed = Testbed.obtain(System.out::println);

  @TempDir private Path folder = Path.of("");

  private Dex issuer(int port) {
    return Dex.start(
        testbed, folder.resolve("issuer"), Dex.Settings.forProductAt(Product.base(port)));
  }

  private void copyCa(Dex issuer) throws IOException {
    var next = Files.copy(issuer.caFile(), folder.resolve("next.pem"));
    Files.move(next, caFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path caFile() {
    return folder.resolve("ca.pem");
  }

  private Map<String, String> environment(int port, Dex issuer) {
    var environment = Product.environment(port, issuer, folder);
    environment.put("OIDC_CA_FILE", caFile().toString());
    return environment;
  }

  private static String add(Api api, String name, KubernetesCluster kubernetesCluster) {
    var project = api.createProject(name);
    var id =
        api.addCluster(project, name, kubernetesCluster.kubeconfigText()).object().getString("id");
    return "/api/v2/projects/%s/clusters/%s/trust".formatted(project, id);
  }

  private static JsonObject check(Api api, String path) {
    var answer = api.post(path, "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.object();
  }

  @Test
  void aNewCaIsFollowedWithoutARestartAndNamedUntilThen() throws IOException {
    var port = Product.freePort();
    try (var issuer = issuer(port)) {
      copyCa(issuer);
      var console = URI.create(Product.base(port) + "/console/projects");
      try (var product = Product.start(port, folder, environment(port, issuer))) {
        assertThat(product.logged()).contains("CN=test-bed-issuer");
        assertThat(new Visitor(issuer.caFile(), ALICE).open(console).status()).isEqualTo(200);
        var alice = new Api(product.base(), issuer.idToken(ALICE));
        String byFlags;
        String byConfiguration;
        // An API server that starts while the provider is away.
        issuer.stop();
        try (var flags =
            KubernetesCluster.start(
                testbed, folder.resolve("flags"), KubernetesCluster.Settings.trusting(issuer))) {
          byFlags = add(alice, "flags", flags);
          assertThat(check(alice, byFlags).getString("state")).isEqualTo("issuer-unreachable");
        }
        issuer.restart();
        var back = new Api(product.base(), issuer.idToken(ALICE));
        try (var configured =
            KubernetesCluster.start(
                testbed,
                folder.resolve("configured"),
                KubernetesCluster.Settings.authenticating(
                    back.get(byFlags + "/setup/authentication-configuration").body()))) {
          byConfiguration = add(back, "configured", configured);
          await()
              .atMost(PATIENCE)
              .until(() -> check(back, byConfiguration).getString("state").equals("trusted"));

          issuer.restartWithAnotherCa();

          var refused = new Visitor(issuer.caFile(), ALICE).open(console);
          assertThat(refused.status()).isEqualTo(503);
          assertThat(refused.body())
              .contains("oidc-ca-file lacks the certificate")
              .contains("CN=test-bed-issuer");

          Files.writeString(caFile(), "half of a fi");
          assertThat(new Visitor(issuer.caFile(), ALICE).open(console).status()).isEqualTo(503);
          copyCa(issuer);
          await()
              .atMost(PATIENCE)
              .until(() -> new Visitor(issuer.caFile(), ALICE).open(console).status() == 200);
          var renewed = new Api(product.base(), issuer.idToken(ALICE));
          assertThat(renewed.get("/api/v1/me").status()).isEqualTo(200);
          assertThat(renewed.get(byFlags + "/setup/authentication-configuration").body())
              .contains(
                  Files.readString(issuer.caFile()).lines().skip(2).findFirst().orElseThrow());

          // It says one or the other, as it got to reading keys again or not.
          var found = check(renewed, byConfiguration);
          assertThat(found.getString("state"))
              .as(found.toString())
              .isIn("ca-not-trusted", "keys-outdated");
          assertThat(found.getString("said")).containsAnyOf("x509", "verify id token signature");
        }
      }
    }
  }

  @Test
  void aTokenGoesToAnAddressThatChangedOnlyWhenThePersonAgrees() throws IOException, SQLException {
    var port = Product.freePort();
    try (var issuer = issuer(port);
        var kubernetesCluster =
            KubernetesCluster.start(
                testbed, folder.resolve("cluster"), KubernetesCluster.Settings.trusting(issuer))) {
      copyCa(issuer);
      var environment = environment(port, issuer);
      var token = issuer.idToken(ALICE);
      String path;
      String older;
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Api(product.base(), token);
        older = add(alice, "older", kubernetesCluster);
        path = add(alice, "moving", kubernetesCluster);
        assertThat(check(alice, path).getString("state")).isEqualTo("trusted");
      }
      // As if the cluster had been at another address when people agreed.
      try (var database =
              DriverManager.getConnection(
                  environment.get("DATABASE_URL"), "cluster-share", "cluster-share");
          var statement = database.createStatement()) {
        assertThat(
                statement.executeUpdate(
                    "update cluster_trust set target = '%s' where cluster_id = '%s'"
                        .formatted("0".repeat(64), clusterId(path))))
            .isEqualTo(1);
        // As if the other had been added before that was kept at all.
        assertThat(
                statement.executeUpdate(
                    "delete from cluster_trust where cluster_id = '%s'"
                        .formatted(clusterId(older))))
            .isEqualTo(1);
      }
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Api(product.base(), token);

        assertThat(alice.get(path).object().getString("state")).isEqualTo("unchecked");
        var refused = alice.post(path, "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.object().getString("type")).endsWith("trust-target-changed");
        assertThat(refused.body()).contains(kubernetesCluster.server().toString());
        var target =
            refused.object().getString("detail").replaceAll(".*target ([0-9a-f]{64}).*", "$1");
        assertThat(alice.post(older, "").object().getString("type"))
            .endsWith("trust-target-changed");
        assertThat(alice.post(path, "{\"acceptChange\": \"true\"}").status()).isEqualTo(409);
        assertThat(
                alice
                    .post(path, "{\"acceptChange\": \"%s\"}".formatted(target))
                    .object()
                    .getString("state"))
            .isEqualTo("trusted");
        assertThat(check(alice, path).getString("state")).isEqualTo("trusted");
      }
    }
  }

  private static String clusterId(String trustPath) {
    return trustPath.replaceAll(".*/clusters/([^/]+)/.*", "$1");
  }
}
