package org.clustershare.story.sharing;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.clustershare.testbed.provider.Keycloak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The matrix of providers, kinds of kubeconfig, and ways in which API servers trust, and which test
 * stands for which cell:
 *
 * <ul>
 *   <li>dex, auth-provider, flags: {@link SharingKT}
 *   <li>dex, both kinds, AuthenticationConfiguration, with refreshing: {@link KubeconfigKT}
 *   <li>Keycloak, both kinds, AuthenticationConfiguration: here
 *   <li>Keycloak with flags: stands behind dex with flags; the API server reads either provider's
 *       discovery document and keys in the same way
 *   <li>exec with flags: stands behind auth-provider with flags; the flags take one client, and
 *       what differs is only which of ours that is
 * </ul>
 *
 * <p>Keycloak announces other scopes than dex, refuses unknown ones, sends azp and at_hash, and
 * says who it is in its answer (RFC 9207).
 */
class ProviderMatrixKT {
  @TempDir private Path folder = Path.of("");

  @Test
  void bothKindsOfKubeconfigWorkWithKeycloak() throws IOException {
    var testbed = Testbed.obtain(System.out::println);
    var port = Product.freePort();
    try (var keycloak = Keycloak.start(testbed, folder.resolve("keycloak"), Product.base(port));
        var kubernetesCluster =
            KubernetesCluster.start(
                testbed,
                folder.resolve("cluster"),
                KubernetesCluster.Settings.authenticating(
                    StructuredAuthentication.trusting(keycloak.url(), keycloak.caFile())));
        var product =
            Product.start(
                port,
                folder,
                Product.environment(port, keycloak.url(), keycloak.caFile(), folder))) {
      var sharing =
          new Sharing(
              product,
              kubernetesCluster,
              new Kubectl(testbed, folder.resolve("home")),
              keycloak.caFile(),
              folder,
              keycloak::idToken);
      var alice = sharing.aliceAtTheCluster();

      var bob = sharing.bob();
      var withTokens = sharing.saves(bob, bob.signsIn(alice.shares()));
      assertThat(sharing.kubectl().run(withTokens, "auth", "whoami").text())
          .contains("bob@example.com", "developers");

      var again = sharing.bob();
      var withPlugin =
          sharing.saves(again, again.signsIn(alice.shares(), Recipient.WITH_KUBELOGIN));
      assertThat(Files.readString(withPlugin))
          .contains("--oidc-extra-scope=offline_access")
          .doesNotContain("--oidc-extra-scope=groups");
      sharing.assertBob(
          sharing.kubectl().runSigningIn(withPlugin, sharing.bob().browser(), "auth", "whoami"));
      sharing.assertBob(withPlugin);
    }
  }
}
