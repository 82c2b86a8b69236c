package org.clustershare.story.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.clustershare.story.driver.Sharing;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.cluster.StructuredAuthentication;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.clustershare.testbed.provider.Keycloak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of another company's, whose people are at their Keycloak, shared from an installation
 * whose people are at a dex.
 */
class OwnKeycloakKT {
  @TempDir private Path folder = Path.of("");

  @Test
  void aClusterThatTrustsKeycloakIsSharedFromADexInstallation() throws IOException {
    var testbed = Testbed.obtain(System.out::println);
    var port = Product.freePort();
    var base = Product.base(port);
    try (var keycloak = Keycloak.start(testbed, folder.resolve("keycloak"), base);
        var dex = Dex.start(testbed, folder.resolve("dex"), Dex.Settings.forProductAt(base));
        var kubernetesCluster =
            KubernetesCluster.start(
                testbed,
                folder.resolve("cluster"),
                KubernetesCluster.Settings.authenticating(
                    StructuredAuthentication.trusting(keycloak.url(), keycloak.caFile())))) {
      var bundle =
          Files.writeString(
              folder.resolve("bundle.pem"),
              Files.readString(dex.caFile()) + Files.readString(keycloak.caFile()));
      var environment = Product.environment(port, dex.url(), bundle, folder);
      environment.put("CLUSTER_ISSUERS", keycloak.url().toString());
      environment.put("CLUSTER_CLIENT_IDS", Dex.CLIENT_ID + "," + Dex.KUBELOGIN_CLIENT_ID);
      try (var product = Product.start(port, folder, environment)) {
        var sharing =
            new Sharing(
                product,
                kubernetesCluster,
                new Kubectl(testbed, folder.resolve("home")),
                bundle,
                folder,
                dex::idToken);
        var alice = sharing.aliceAtTheCluster();
        var client =
            Json.createObjectBuilder()
                .add("issuerURL", keycloak.url().toString())
                .add("clientID", Dex.CLIENT_ID)
                .add("clientSecret", Dex.CLIENT_SECRET)
                .add("kubeloginClientID", Dex.KUBELOGIN_CLIENT_ID);
        // Under KKP's path for clusters of its own.
        assertThat(
                alice
                    .actor()
                    .api()
                    .send(
                        "PATCH",
                        alice.cluster().path(),
                        Json.createObjectBuilder().add("oidc", client).build().toString()))
            .hasStatus(200);

        var bob = sharing.bob();
        var link = alice.shares();
        assertThat(bob.opens(link)).says(keycloak.url().getAuthority());
        var page = bob.signsIn(link);
        assertThat(page.trail().toString())
            .contains(keycloak.url() + "/protocol/openid-connect/auth")
            .doesNotContain(dex.url().toString());
        var withTokens = sharing.saves(bob, page);
        assertThat(Files.readString(withTokens))
            .contains("idp-issuer-url: " + keycloak.url())
            .doesNotContain(dex.url().toString());
        assertThat(sharing.kubectl().run(withTokens, "auth", "whoami").text())
            .contains("bob@example.com", "developers");

        var again = sharing.bob();
        var withPlugin =
            sharing.saves(again, again.signsIn(alice.shares(), Recipient.WITH_KUBELOGIN));
        sharing.assertBob(
            sharing.kubectl().runSigningIn(withPlugin, sharing.bob().browser(), "auth", "whoami"));
      }
    }
  }
}
