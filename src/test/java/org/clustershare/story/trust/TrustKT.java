package org.clustershare.story.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.CAROL;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Alice checks whether clusters trust the issuer, against real API servers that are set up in
 * different ways, right and wrong. {@link TrustSetupKT} sets API servers up with the texts that the
 * product prints.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class TrustKT {
  private final Stack stack;
  private final Actor alice;
  private String project = "";

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster plainServer;

  @SuppressWarnings("NullAway.Init")
  private ClusterActor plain;

  TrustKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
  }

  @BeforeAll
  void startCluster(OwnParts own) {
    project = alice.createsProject("Trust");
    plainServer = own.cluster("none", KubernetesCluster.Settings.plain());
    plain = aliceAt("none", plainServer.kubeconfigText());
  }

  /** Alice at a cluster that she adds; its credentials need no permission to check trust. */
  private ClusterActor aliceAt(String name, String kubeconfig) {
    return alice.at(alice.adds(kubeconfig).as(name).evenUnverified(true).to(project));
  }

  @Test
  void aClusterWithTheFlagsIsTrustedAndSaysAsWhom() {
    var cluster = alice.at(stack.cluster());

    assertThat(cluster.checksTrust())
        .hasField("state", "trusted")
        .hasField("username", ALICE)
        .hasField("usernamePrefix", "")
        .hasField("groupsPrefix", "")
        .contains("\"groups\":[\"platform-team\"]");
    assertThat(cluster.trust()).hasField("state", "trusted").hasField("checkedBy", ALICE);
  }

  @Test
  void aClusterWithoutAnyIssuerIsNotConfigured() {
    var found = plain.checksTrust();

    assertThat(found).hasStatus(200).hasField("state", "not-configured").hasFlag("certain", true);
    assertThat(found.object().getString("fix")).isNotBlank();
  }

  @Test
  void aClusterThatLacksThePrivateCaDoesNotTrustIt(OwnParts own) {
    var server =
        own.cluster(
            "no-ca",
            KubernetesCluster.Settings.plain()
                .withFlag("--oidc-issuer-url=" + stack.issuer.url())
                .withFlag("--oidc-client-id=" + Dex.CLIENT_ID)
                .withFlag("--oidc-username-claim=email"));

    assertThat(aliceAt("no-ca", server.kubeconfigText()).checksTrust())
        .hasStatus(200)
        .hasField("state", "ca-not-trusted")
        .hasFieldWith("found", "--oidc-ca-file");
  }

  @Test
  void flagsForAnotherClientAndAnotherIssuerAreNamed(OwnParts own) {
    var server =
        own.cluster(
            "other-flags",
            KubernetesCluster.Settings.plain()
                .withFlag("--oidc-issuer-url=https://127.0.0.1:1/other")
                .withFlag("--oidc-client-id=" + Dex.CLIENT_ID)
                .withFlag("--oidc-username-claim=email"));

    assertThat(aliceAt("other-flags", server.kubeconfigText()).checksTrust())
        .hasStatus(200)
        .hasField("state", "other-issuer")
        .hasField("found", "https://127.0.0.1:1/other");
  }

  @Test
  void credentialsThatMayNotAskAreNamed() throws IOException {
    var limited = aliceAt("limited", limitedKubeconfig());

    assertThat(limited.checksTrust())
        .hasStatus(200)
        .hasField("state", "forbidden-to-ask")
        .hasFieldWith("said", "tokenreviews");
  }

  /** A service account that may do what adding a cluster needs, and nothing else. */
  private String limitedKubeconfig() throws IOException {
    var administrator = KubernetesUser.of(stack.kubectl, plainServer.kubeconfig());
    administrator.kubectl("create serviceaccount limited -n default");
    administrator.kubectl("create clusterrole limited --verb=get --resource=clusterroles");
    administrator.kubectl(
        "create clusterrolebinding limited --clusterrole=limited"
            + " --serviceaccount=default:limited");
    return """
    apiVersion: v1
    kind: Config
    current-context: x
    contexts: [{name: x, context: {cluster: c, user: u}}]
    clusters: [{name: c, cluster: {server: '%s', certificate-authority-data: %s}}]
    users: [{name: u, user: {token: %s}}]
    """
        .formatted(
            plainServer.server(),
            Base64.getEncoder().encodeToString(Files.readAllBytes(plainServer.caFile())),
            administrator.kubectl("create token limited -n default").strip());
  }

  @Test
  void strangersSeeNothing() {
    var carol = stack.actor(CAROL).at(plain.cluster());

    assertThat(carol.trust()).hasStatus(404);
    assertThat(carol.checksTrust()).hasStatus(404);
    assertThat(carol.trustSetup("")).hasStatus(404);
  }

  @Test
  void aTokenIsNotKeptAndNotLogged() {
    var token = stack.issuer.idToken(ALICE);
    new Actor(ALICE, new Api(stack.product.base(), token)).at(plain.cluster()).checksTrust();

    assertThat(stack.product.logged()).doesNotContain(token.substring(token.length() - 40));
    assertThat(plain.trust()).doesNotContain(token);
  }

  @Test
  void nothingButJsonIsTakenAsABody() {
    assertThat(plain.checksTrustSending("[")).hasStatus(400);
    assertThat(plain.checksTrustSending("{\"acceptChange\": \"true\"}")).hasStatus(200);
  }
}
