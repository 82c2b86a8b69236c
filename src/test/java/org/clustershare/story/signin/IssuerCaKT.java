package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack.Added;
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

  /** Alice, with an ID token that the issuer gives now. */
  private static Actor alice(Product product, Dex issuer) {
    return new Actor(ALICE, new Api(product.base(), issuer.idToken(ALICE)));
  }

  private static Added add(Actor actor, String name, KubernetesCluster kubernetesCluster) {
    return actor.adds(kubernetesCluster).as(name).to(actor.createsProject(name));
  }

  private static String printedConfiguration(Actor actor, Added cluster) {
    return actor.at(cluster).trustSetup("authentication-configuration").body();
  }

  @Test
  void aNewCaIsFollowedWithoutARestartAndNamedUntilThen() throws IOException {
    var port = Product.freePort();
    try (var issuer = issuer(port)) {
      copyCa(issuer);
      var console = URI.create(Product.base(port) + "/console/projects");
      try (var product = Product.start(port, folder, environment(port, issuer))) {
        assertThat(product.logged()).contains("CN=test-bed-issuer");
        assertThat(new Visitor(issuer.caFile(), ALICE).open(console)).hasStatus(200);
        var alice = alice(product, issuer);
        Added byFlags;
        // An API server that starts while the provider is away.
        issuer.stop();
        try (var flags =
            KubernetesCluster.start(
                testbed, folder.resolve("flags"), KubernetesCluster.Settings.trusting(issuer))) {
          byFlags = add(alice, "flags", flags);
          assertThat(alice.at(byFlags).checksTrust())
              .hasStatus(200)
              .hasField("state", "issuer-unreachable");
        }
        issuer.restart();
        var back = alice(product, issuer);
        try (var configured =
            KubernetesCluster.start(
                testbed,
                folder.resolve("configured"),
                KubernetesCluster.Settings.authenticating(printedConfiguration(back, byFlags)))) {
          var byConfiguration = add(back, "configured", configured);
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () ->
                      assertThat(back.at(byConfiguration).checksTrust())
                          .hasField("state", "trusted"));

          issuer.restartWithAnotherCa();

          assertThat(new Visitor(issuer.caFile(), ALICE).open(console))
              .hasStatus(503)
              .says("oidc-ca-file lacks the certificate", "CN=test-bed-issuer");

          Files.writeString(caFile(), "half of a fi");
          assertThat(new Visitor(issuer.caFile(), ALICE).open(console)).hasStatus(503);
          copyCa(issuer);
          await()
              .atMost(PATIENCE)
              .until(() -> new Visitor(issuer.caFile(), ALICE).open(console).status() == 200);
          var renewed = alice(product, issuer);
          assertThat(renewed.account()).hasStatus(200);
          assertThat(printedConfiguration(renewed, byFlags))
              .contains(
                  Files.readString(issuer.caFile()).lines().skip(2).findFirst().orElseThrow());

          // It says one or the other, as it got to reading keys again or not.
          var answer = renewed.at(byConfiguration).checksTrust();
          assertThat(answer).hasStatus(200);
          var found = answer.object();
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
      Added moving;
      Added older;
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Actor(ALICE, new Api(product.base(), token));
        older = add(alice, "older", kubernetesCluster);
        moving = add(alice, "moving", kubernetesCluster);
        assertThat(alice.at(moving).checksTrust()).hasStatus(200).hasField("state", "trusted");
      }
      // As if the cluster had been at another address when people agreed.
      try (var database =
              DriverManager.getConnection(
                  environment.get("DATABASE_URL"), "cluster-share", "cluster-share");
          var statement = database.createStatement()) {
        assertThat(
                statement.executeUpdate(
                    "update cluster_trust set target = '%s' where cluster_id = '%s'"
                        .formatted("0".repeat(64), moving.cluster())))
            .isEqualTo(1);
        // As if the other had been added before that was kept at all.
        assertThat(
                statement.executeUpdate(
                    "delete from cluster_trust where cluster_id = '%s'".formatted(older.cluster())))
            .isEqualTo(1);
      }
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Actor(ALICE, new Api(product.base(), token));
        var atMoving = alice.at(moving);

        assertThat(atMoving.trust()).hasField("state", "unchecked");
        var refused = atMoving.checksTrust();
        assertThat(refused)
            .hasStatus(409)
            .hasProblem("trust-target-changed")
            .contains(kubernetesCluster.server().toString());
        var target =
            refused.object().getString("detail").replaceAll(".*target ([0-9a-f]{64}).*", "$1");
        assertThat(alice.at(older).checksTrust()).hasProblem("trust-target-changed");
        assertThat(atMoving.checksTrustAccepting("true")).hasStatus(409);
        assertThat(atMoving.checksTrustAccepting(target)).hasField("state", "trusted");
        assertThat(atMoving.checksTrust()).hasStatus(200).hasField("state", "trusted");
      }
    }
  }
}
