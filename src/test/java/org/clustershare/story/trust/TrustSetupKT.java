package org.clustershare.story.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.KubernetesUserAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.MALLORY;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;

/** Real API servers that trust the issuer by the texts that the product prints for their set-up. */
@StoryTest
class TrustSetupKT {
  private static final Duration RELOAD = Duration.ofSeconds(90);
  private static final Duration START = Duration.ofSeconds(30);

  private final Stack stack;
  private final Actor alice;

  /** Alice at a cluster that trusts the issuer: what is printed is the same for every cluster. */
  private final ClusterActor usual;

  TrustSetupKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.usual = alice.at(stack.cluster());
  }

  private ClusterActor aliceAt(String name, KubernetesCluster server) {
    var project = alice.createsProject("Trust by " + name);
    return alice.at(alice.adds(server.kubeconfigText()).as(name).evenUnverified(true).to(project));
  }

  /** A person at an API server, with an ID token of the issuer. */
  private KubernetesUser person(String email, KubernetesCluster server) {
    return bearer(stack.issuer.idToken(email), server);
  }

  private KubernetesUser bearer(String idToken, KubernetesCluster server) {
    return KubernetesUser.withToken(stack.kubectl, server, idToken);
  }

  private static Answer checkUntil(ClusterActor cluster, String state) {
    return await()
        .atMost(RELOAD)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> check(cluster), found -> found.object().getString("state").equals(state));
  }

  private static Answer check(ClusterActor cluster) {
    var found = cluster.checksTrust();
    assertThat(found).hasStatus(200);
    return found;
  }

  private String printedConfiguration() {
    return usual.trustSetup("authentication-configuration").body();
  }

  /** The flags as they are printed, with the CA where it is here. */
  private KubernetesCluster.Settings settingsWithThePrintedFlags() {
    var settings = KubernetesCluster.Settings.plain();
    for (var flag : usual.trustSetup("flags").body().lines().toList()) {
      settings =
          settings.withFlag(
              flag.startsWith("--oidc-ca-file=")
                  ? "--oidc-ca-file=" + stack.issuer.caFile()
                  : flag);
    }
    return settings;
  }

  /** One API server, whose configuration is changed while it runs. */
  @Test
  void thePrintedConfigurationWorksForBothClientsAndEachMistakeInItIsNamed(OwnParts own)
      throws IOException {
    var server =
        own.cluster("file", KubernetesCluster.Settings.authenticating(printedConfiguration()));
    var cluster = aliceAt("file", server);
    assertThat(checkUntil(cluster, "trusted")).hasField("username", ALICE);
    assertThat(person(BOB, server).username()).isEqualTo(BOB);
    assertThat(bearer(stack.issuer.kubeloginIdToken(BOB), server).username()).isEqualTo(BOB);

    server.authenticate(
        printedConfiguration().replace("\"" + Dex.CLIENT_ID + "\"", "\"another-client\""));
    assertThat(checkUntil(cluster, "wrong-audience"))
        .hasFieldWith("said", "another-client", Dex.CLIENT_ID);

    server.authenticate(printedConfiguration().replace("claim: email", "claim: nickname"));
    assertThat(checkUntil(cluster, "claim-missing")).hasFieldWith("said", "nickname");

    server.authenticate(printedConfiguration().replace("prefix: \"\"", "prefix: \"dex:\""));
    assertThat(checkUntil(cluster, "trusted"))
        .hasField("username", "dex:" + ALICE)
        .hasField("usernamePrefix", "dex:")
        .hasField("groupsPrefix", "dex:");

    server.authenticate(
        "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n");
    assertThat(checkUntil(cluster, "not-configured"))
        .as("a file cannot be read from outside")
        .hasFlag("certain", false);

    try (var other =
        Dex.start(
            stack.testbed, own.folder().resolve("other"), Dex.Settings.forProductAt("http://x"))) {
      server.authenticate(
          printedConfiguration()
              .replace(stack.issuer.url().toString(), other.url().toString())
              .replaceAll(
                  "(?s)certificateAuthority: \\|.*?-----END CERTIFICATE-----\n",
                  "certificateAuthority: |\n" + indentedCa(other) + "\n"));
      // The metrics show it after its first use.
      var bob = bearer(other.idToken(BOB), server);
      await().atMost(RELOAD).until(() -> bob.username().equals(BOB));
      var found = check(cluster);
      assertThat(found).hasField("state", "other-issuer");
      assertThat(found.object().getString("found")).startsWith("sha256:");
    }
  }

  private static String indentedCa(Dex issuer) throws IOException {
    return Files.readString(issuer.caFile(), StandardCharsets.US_ASCII)
        .strip()
        .indent(8)
        .stripTrailing();
  }

  @Test
  void thePrintedFlagsMakeAnApiServerTrustTheIssuer(OwnParts own) {
    var server = own.cluster("flags", settingsWithThePrintedFlags());

    await().atMost(START).until(() -> person(BOB, server).username().equals(BOB));
  }

  @Test
  void aGroupOfTheProviderNeverBecomesKubernetesOwnWithThePrintedFlags(OwnParts own) {
    var server = own.cluster("groups", settingsWithThePrintedFlags());
    var mallory = person(MALLORY, server);
    await().atMost(START).until(() -> mallory.username().equals(MALLORY));
    assertThat(mallory.kubectl("auth whoami --output=jsonpath={.status.userInfo.groups[*]}"))
        .isEqualTo("oidc:system:masters system:authenticated");
    assertThat(mallory).mayNot("* * --all-namespaces");

    // Our side follows: the group is bound by the name that the API server knows.
    var cluster = aliceAt("groups", server);
    assertThat(check(cluster)).hasField("groupsPrefix", "oidc:");
    assertThat(cluster.identity().object())
        .isEqualTo(
            Json.createObjectBuilder()
                .add("usernamePrefix", "")
                .add("groupsPrefix", "oidc:")
                .build());
    await()
        .atMost(START)
        .until(() -> cluster.bindsGroup("platform-team").to("view").status() == 200);
    var alicesUser = person(ALICE, server);
    await()
        .atMost(START)
        .untilAsserted(() -> assertThat(alicesUser).may("list pods --all-namespaces"));
  }

  @Test
  void aPersonInAGroupOfKubernetesOwnNameIsRefusedByThePrintedConfiguration(OwnParts own) {
    var server =
        own.cluster("masters", KubernetesCluster.Settings.authenticating(printedConfiguration()));
    await().atMost(START).until(() -> person(BOB, server).username().equals(BOB));
    var mallory = person(MALLORY, server);

    assertThat(mallory.username()).contains("Unauthorized");
    assertThat(mallory.kubectl("auth can-i * * --all-namespaces")).contains("Unauthorized");
  }

  @Test
  void everySetUpTextIsThereAndNamesThisInstallation() {
    var texts = usual.trustSetup("").object();

    assertThat(texts.keySet())
        .containsExactlyInAnyOrder(
            "authentication-configuration", "flags", "kubeadm", "k3s", "rke2", "eks", "aks", "gke");
    for (var id : List.of("authentication-configuration", "flags", "eks", "aks", "gke")) {
      assertThat(texts.getString(id)).contains(stack.issuer.url().toString(), Dex.CLIENT_ID);
    }
    assertThat(usual.trustSetup("nonsense")).hasStatus(404);
  }
}
