package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.clustershare.story.driver.Sharing;
import org.clustershare.testbed.Cluster;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Keycloak;
import org.clustershare.testbed.Kubectl;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.StructuredAuthentication;
import org.clustershare.testbed.Testbed;
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
        var dex = Issuer.start(testbed, folder.resolve("dex"), Issuer.Settings.forProductAt(base));
        var cluster =
            Cluster.start(
                testbed,
                folder.resolve("cluster"),
                Cluster.Settings.authenticating(
                    StructuredAuthentication.trusting(keycloak.url(), keycloak.caFile())))) {
      var bundle =
          Files.writeString(
              folder.resolve("bundle.pem"),
              Files.readString(dex.caFile()) + Files.readString(keycloak.caFile()));
      var environment = Product.environment(port, dex.url(), bundle, folder);
      environment.put("CLUSTER_ISSUERS", keycloak.url().toString());
      environment.put("CLUSTER_CLIENT_IDS", Issuer.CLIENT_ID + "," + Issuer.KUBELOGIN_CLIENT_ID);
      try (var product = Product.start(port, folder, environment)) {
        var sharing =
            new Sharing(
                product,
                cluster,
                new Kubectl(testbed, folder.resolve("home")),
                bundle,
                folder,
                dex::idToken);
        var clusterPath = sharing.addCluster();
        var client =
            Json.createObjectBuilder()
                .add("issuerURL", keycloak.url().toString())
                .add("clientID", Issuer.CLIENT_ID)
                .add("clientSecret", Issuer.CLIENT_SECRET)
                .add("kubeloginClientID", Issuer.KUBELOGIN_CLIENT_ID);
        // Under KKP's path for clusters of its own.
        assertThat(
                sharing
                    .api(Issuer.email("alice"))
                    .send(
                        "PATCH",
                        clusterPath,
                        Json.createObjectBuilder().add("oidc", client).build().toString()))
            .hasStatus(200);

        var bob = sharing.bob();
        var link = sharing.share(clusterPath);
        assertThat(bob.open(link).body()).contains(keycloak.url().getAuthority());
        var page = sharing.signIn(bob, link, "Sign in to continue");
        assertThat(page.trail().toString())
            .contains(keycloak.url() + "/protocol/openid-connect/auth")
            .doesNotContain(dex.url().toString());
        var withTokens = sharing.download(bob, page);
        assertThat(Files.readString(withTokens))
            .contains("idp-issuer-url: " + keycloak.url())
            .doesNotContain(dex.url().toString());
        assertThat(sharing.kubectl().run(withTokens, "auth", "whoami").text())
            .contains("bob@example.com", "developers");

        var again = sharing.bob();
        var withPlugin =
            sharing.download(
                again, sharing.signIn(again, sharing.share(clusterPath), "Use kubelogin instead"));
        sharing.assertBob(
            sharing.kubectl().runSigningIn(withPlugin, sharing.bob(), "auth", "whoami"));
      }
    }
  }
}
