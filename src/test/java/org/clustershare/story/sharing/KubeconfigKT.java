package org.clustershare.story.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Sharing;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.cluster.StructuredAuthentication;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Both kinds of kubeconfig with a real kubectl, kubelogin, API server and dex whose ID tokens last
 * ten seconds. The API server has an AuthenticationConfiguration with both of our clients; {@link
 * SharingKT} has the same with the flags, which take one client only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class KubeconfigKT {
  private static final Duration LIFETIME = Duration.ofSeconds(10);

  private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private Sharing sharing;

  @SuppressWarnings("NullAway.Init")
  private ClusterActor alice;

  @BeforeAll
  void start(OwnParts own) {
    folder = own.folder();
    int port = Product.freePort();
    var issuer = own.issuer(port, settings -> settings.withIdTokenLifetime("10s"));
    var kubernetesCluster =
        own.cluster(
            "cluster",
            KubernetesCluster.Settings.authenticating(
                StructuredAuthentication.trusting(issuer.url(), issuer.caFile())));
    // The bundle: all other tests start the distribution.
    var product = own.bundle(port, Product.environment(port, issuer, folder));
    sharing =
        new Sharing(
            product,
            kubernetesCluster,
            new Kubectl(own.testbed(), folder.resolve("home")),
            issuer.caFile(),
            folder,
            issuer::idToken);
    alice = sharing.aliceAtTheCluster();
  }

  @Test
  void kubectlRefreshesTheTokensInTheFileItself() throws IOException {
    var bob = sharing.bob();
    var kubeconfig = sharing.saves(bob, bob.signsIn(alice.shares()));
    var before = Files.readString(kubeconfig);
    sharing.assertBob(kubeconfig);

    sharing.awaitExpiry(LIFETIME);

    sharing.assertBob(kubeconfig);
    assertThat(Files.readString(kubeconfig))
        .contains("refresh-token", "idp-certificate-authority-data")
        .isNotEqualTo(before);
  }

  @Test
  void kubeloginSignsInThroughTheBrowserAndRefreshesWithoutIt() throws IOException {
    var bob = sharing.bob();
    var page = bob.signsIn(alice.shares(), Recipient.WITH_KUBELOGIN);
    assertThat(page)
        .says("kubectl krew install oidc-login", "brew install kubelogin", "choco install");
    var kubeconfig = sharing.saves(bob, page);
    var content = Files.readString(kubeconfig);
    assertThat(content)
        .contains("command: kubectl-oidc_login", "--oidc-client-id=" + Dex.KUBELOGIN_CLIENT_ID)
        .contains("--oidc-extra-scope=email", "--oidc-extra-scope=groups")
        .contains("--oidc-extra-scope=offline_access", "--certificate-authority-data=")
        .contains("interactiveMode", "installHint")
        .doesNotContain("token:", "secret", Dex.CLIENT_SECRET);

    sharing.assertBob(
        sharing.kubectl().runSigningIn(kubeconfig, sharing.bob().browser(), "auth", "whoami"));
    sharing.awaitExpiry(LIFETIME);

    // No person signs in: only the refresh token can help.
    sharing.assertBob(kubeconfig);
    assertThat(Files.readString(kubeconfig)).isEqualTo(content);
    assertAllowListLine(kubeconfig, page.body());
  }

  /** The line on the page is what kubectl's own preferences need to let the plugin run. */
  private void assertAllowListLine(Path kubeconfig, String page) throws IOException {
    var line = "- command: kubectl-oidc_login";
    assertThat(page).contains(line);
    var preferences =
        """
        apiVersion: kubectl.config.k8s.io/v1beta1
        kind: Preference
        credentialPluginPolicy: Allowlist
        credentialPluginAllowlist:
        %s
        """;
    var allowing = Files.writeString(folder.resolve("kuberc"), preferences.formatted(line));
    var others =
        Files.writeString(
            folder.resolve("kuberc-others"), preferences.formatted("- command: another-plugin"));

    sharing.assertBob(sharing.kubectl().run(kubeconfig, "--kuberc=" + allowing, "auth", "whoami"));
    assertThat(sharing.kubectl().run(kubeconfig, "--kuberc=" + others, "auth", "whoami").text())
        .contains("not permitted by the credential plugin allowlist");
  }

  @Test
  void theMergeCommandOnThePageAddsTheContextToTheUsualFile()
      throws IOException, InterruptedException {
    var bob = sharing.bob();
    var page = bob.signsIn(alice.shares());
    var command = org.jsoup.Jsoup.parse(page.body()).select("#command-merge").text();
    var id = alice.cluster().cluster();
    var home = Files.createDirectories(folder.resolve("person"));
    Files.createDirectories(home.resolve("Downloads"));
    Files.createDirectories(home.resolve(".kube"));
    Files.move(sharing.saves(bob, page), home.resolve("Downloads").resolve("kubeconfig-" + id));
    Files.copy(sharing.cluster().kubeconfig(), home.resolve(".kube/config"));

    var shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    shell.environment().put("HOME", home.toString());
    shell
        .environment()
        .merge("PATH", sharing.kubectl().programs().toString(), (path, ours) -> ours + ":" + path);
    var process = shell.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
    var merged = home.resolve(".kube/config");
    assertThat(
            sharing.kubectl().run(merged, "config", "get-contexts", "-o", "name").stdout().lines())
        .contains(id)
        .hasSize(2);
    assertThat(Files.getPosixFilePermissions(merged)).hasSize(2);
    sharing.assertBob(sharing.kubectl().run(merged, "--context=" + id, "auth", "whoami"));
  }

  @Test
  void aMemberGetsAKubeconfigWithoutTokensAndAStrangerNothing() {
    var file = alice.kubeconfig();

    assertThat(file)
        .hasStatus(200)
        .contains("kubectl-oidc_login", ALICE)
        .doesNotContain("token:", Dex.CLIENT_SECRET);
    assertThat(file.contentType()).startsWith("application/octet-stream");
    assertThat(sharing.actor(BOB).at(alice.cluster()).kubeconfig()).hasStatus(404);
  }
}
