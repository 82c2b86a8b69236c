package org.clustershare.story.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.MALLORY;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether clusters trust the issuer, against real API servers that are set up in each way, right
 * and wrong; and what the product prints as set-up makes real API servers trust it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class TrustKT {
  private static final Duration RELOAD = Duration.ofSeconds(90);

  private final Stack stack;
  private final Api alice;
  private final List<KubernetesCluster> started = new ArrayList<>();
  private String project = "";
  private Added plain = new Added("", "");
  private Added withoutCa = new Added("", "");
  private Added byConfiguration = new Added("", "");

  @TempDir private Path folder = Path.of("");

  TrustKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.api(ALICE);
  }

  private record Added(String project, String id) {
    String path() {
      return "/api/v2/projects/%s/clusters/%s/trust".formatted(project, id);
    }
  }

  @BeforeAll
  void startClusters() {
    project = alice.createProject("Trust");
    var none = starting("none", KubernetesCluster.Settings.plain());
    var noCa =
        starting(
            "no-ca",
            KubernetesCluster.Settings.plain()
                .withFlag("--oidc-issuer-url=" + stack.issuer.url())
                .withFlag("--oidc-client-id=" + Dex.CLIENT_ID)
                .withFlag("--oidc-username-claim=email"));
    plain = add("none", none.join());
    // What it prints is the same for every cluster: the third one is set up with it.
    var file =
        starting(
            "file",
            KubernetesCluster.Settings.authenticating(
                alice.get(plain.path() + "/setup/authentication-configuration").body()));
    withoutCa = add("no-ca", noCa.join());
    byConfiguration = add("file", file.join());
    started.addAll(List.of(none.join(), noCa.join(), file.join()));
  }

  @AfterAll
  void stopClusters() {
    started.forEach(KubernetesCluster::close);
  }

  private CompletableFuture<KubernetesCluster> starting(
      String name, KubernetesCluster.Settings settings) {
    return CompletableFuture.supplyAsync(
        () -> KubernetesCluster.start(stack.testbed, stack.dir.resolve("trust-" + name), settings));
  }

  private Added add(String name, KubernetesCluster kubernetesCluster) {
    return add(name, kubernetesCluster.kubeconfigText());
  }

  private Added add(String name, String kubeconfig) {
    // Some may not ask what they would have to.
    var body =
        Json.createObjectBuilder(Api.clusterBody(name, kubeconfig))
            .add("evenUnverified", true)
            .build();
    var added = alice.post("/api/v2/projects/%s/kubernetes/clusters".formatted(project), body);
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    return new Added(project, added.object().getString("id"));
  }

  private JsonObject check(Added cluster) {
    var answer = alice.post(cluster.path(), "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.object();
  }

  private JsonObject checkUntil(Added cluster, String state) {
    return await()
        .atMost(RELOAD)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> check(cluster), found -> found.getString("state").equals(state));
  }

  private String configuration() {
    return alice.get(plain.path() + "/setup/authentication-configuration").body();
  }

  private Kubectl.Output whoami(KubernetesCluster kubernetesCluster, String token) {
    return stack.kubectl.run(
        Path.of("/dev/null"),
        "auth",
        "whoami",
        "--output=jsonpath={.status.userInfo.username}",
        "--server=" + kubernetesCluster.server(),
        "--certificate-authority=" + kubernetesCluster.caFile(),
        "--token=" + token);
  }

  @Test
  void aClusterWithTheFlagsIsTrustedAndSaysAsWhom() {
    var cluster = stack.cluster();
    var path =
        "/api/v2/projects/%s/clusters/%s/trust".formatted(cluster.project(), cluster.cluster());

    var answer = alice.post(path, "").object();

    assertThat(answer.getString("state")).isEqualTo("trusted");
    assertThat(answer.getString("username")).isEqualTo(ALICE);
    assertThat(answer.getJsonArray("groups").toString()).isEqualTo("[\"platform-team\"]");
    assertThat(answer.getString("usernamePrefix")).isEmpty();
    assertThat(answer.getString("groupsPrefix")).isEmpty();
    var last = alice.get(path).object();
    assertThat(last.getString("state")).isEqualTo("trusted");
    assertThat(last.getString("checkedBy")).isEqualTo(ALICE);
  }

  @Test
  void aClusterWithoutAnyIssuerIsNotConfigured() {
    var found = check(plain);

    assertThat(found.getString("state")).isEqualTo("not-configured");
    assertThat(found.getBoolean("certain")).isTrue();
    assertThat(found.getString("fix")).isNotBlank();
  }

  @Test
  void aClusterThatLacksThePrivateCaDoesNotTrustIt() {
    var found = check(withoutCa);

    assertThat(found.getString("state")).isEqualTo("ca-not-trusted");
    assertThat(found.getString("found")).contains("--oidc-ca-file");
  }

  @Test
  void credentialsThatMayNotAskAreNamed() {
    var limited = add("limited", limitedKubeconfig(started.get(0)));

    var found = check(limited);

    assertThat(found.getString("state")).isEqualTo("forbidden-to-ask");
    assertThat(found.getString("said")).contains("tokenreviews");
  }

  /** A service account that may do what adding a cluster needs, and nothing else. */
  private String limitedKubeconfig(KubernetesCluster kubernetesCluster) {
    kubectl(kubernetesCluster, "create", "serviceaccount", "limited", "-n", "default");
    kubectl(
        kubernetesCluster,
        "create",
        "clusterrole",
        "limited",
        "--verb=get",
        "--resource=clusterroles");
    kubectl(
        kubernetesCluster,
        "create",
        "clusterrolebinding",
        "limited",
        "--clusterrole=limited",
        "--serviceaccount=default:limited");
    var token = kubectl(kubernetesCluster, "create", "token", "limited", "-n", "default").strip();
    return """
        apiVersion: v1
        kind: Config
        current-context: x
        contexts: [{name: x, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: '%s', certificate-authority-data: %s}}]
        users: [{name: u, user: {token: %s}}]
        """
        .formatted(
            kubernetesCluster.server(),
            Base64.getEncoder().encodeToString(bytes(kubernetesCluster.caFile())),
            token);
  }

  private String kubectl(KubernetesCluster kubernetesCluster, String... arguments) {
    var output = stack.kubectl.run(kubernetesCluster.kubeconfig(), arguments);
    return output.text();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One API server, whose configuration is changed while it runs. */
  @Test
  void thePrintedConfigurationWorksForBothClientsAndEachMistakeInItIsNamed() {
    var kubernetesCluster = started.get(2);
    assertThat(checkUntil(byConfiguration, "trusted").getString("username")).isEqualTo(ALICE);
    assertThat(whoami(kubernetesCluster, stack.issuer.idToken(BOB)).text()).isEqualTo(BOB);
    assertThat(whoami(kubernetesCluster, stack.issuer.kubeloginIdToken(BOB)).text()).isEqualTo(BOB);

    kubernetesCluster.authenticate(
        configuration().replace("\"" + Dex.CLIENT_ID + "\"", "\"another-client\""));
    var audience = checkUntil(byConfiguration, "wrong-audience");
    assertThat(audience.getString("said")).contains("another-client", Dex.CLIENT_ID);

    kubernetesCluster.authenticate(configuration().replace("claim: email", "claim: nickname"));
    var claim = checkUntil(byConfiguration, "claim-missing");
    assertThat(claim.getString("said")).contains("nickname");

    kubernetesCluster.authenticate(configuration().replace("prefix: \"\"", "prefix: \"dex:\""));
    var prefixed = checkUntil(byConfiguration, "trusted");
    assertThat(prefixed.getString("username")).isEqualTo("dex:" + ALICE);
    assertThat(prefixed.getString("usernamePrefix")).isEqualTo("dex:");
    assertThat(prefixed.getString("groupsPrefix")).isEqualTo("dex:");

    kubernetesCluster.authenticate(
        "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n");
    var none = checkUntil(byConfiguration, "not-configured");
    assertThat(none.getBoolean("certain")).as("a file cannot be read from outside").isFalse();

    try (var other =
        Dex.start(stack.testbed, folder.resolve("other"), Dex.Settings.forProductAt("http://x"))) {
      kubernetesCluster.authenticate(
          configuration()
              .replace(stack.issuer.url().toString(), other.url().toString())
              .replaceAll(
                  "(?s)certificateAuthority: \\|.*?-----END CERTIFICATE-----\n",
                  "certificateAuthority: |\n" + indented(other) + "\n"));
      // The metrics show it after its first use.
      await()
          .atMost(RELOAD)
          .until(() -> whoami(kubernetesCluster, other.idToken(BOB)).text().equals(BOB));
      var found = check(byConfiguration);
      assertThat(found.getString("state")).isEqualTo("other-issuer");
      assertThat(found.getString("found")).startsWith("sha256:");
    }
  }

  private static String indented(Dex issuer) {
    return new String(bytes(issuer.caFile()), java.nio.charset.StandardCharsets.US_ASCII)
        .strip()
        .indent(8)
        .stripTrailing();
  }

  /** The flags as they are printed, with the CA where it is here. */
  private KubernetesCluster.Settings settingsWithThePrintedFlags() {
    var settings = KubernetesCluster.Settings.plain();
    for (var flag : alice.get(plain.path() + "/setup/flags").body().lines().toList()) {
      settings =
          settings.withFlag(
              flag.startsWith("--oidc-ca-file=")
                  ? "--oidc-ca-file=" + stack.issuer.caFile()
                  : flag);
    }
    return settings;
  }

  @Test
  void thePrintedFlagsMakeAnApiServerTrustTheIssuer() {
    try (var kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed, folder.resolve("flags"), settingsWithThePrintedFlags())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> whoami(kubernetesCluster, stack.issuer.idToken(BOB)).text().equals(BOB));
    }
  }

  @Test
  void aGroupOfTheProviderNeverBecomesKubernetesOwnWithThePrintedFlags() {
    try (var kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed, folder.resolve("groups"), settingsWithThePrintedFlags())) {
      var mallory = stack.issuer.idToken(MALLORY);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> whoami(kubernetesCluster, mallory).text().equals(MALLORY));
      assertThat(groups(kubernetesCluster, mallory))
          .isEqualTo("oidc:system:masters system:authenticated");
      assertThat(mayDoEverything(kubernetesCluster, mallory)).isEqualTo("no");

      // Our side follows: the group is bound by the name that the API server knows.
      var added = add("groups", kubernetesCluster);
      var path = "/api/v2/projects/%s/clusters/%s".formatted(added.project(), added.id());
      assertThat(check(added).getString("groupsPrefix")).isEqualTo("oidc:");
      assertThat(alice.get(path + "/identity").object())
          .isEqualTo(
              Json.createObjectBuilder()
                  .add("usernamePrefix", "")
                  .add("groupsPrefix", "oidc:")
                  .build());
      var group = Json.createObjectBuilder().add("group", "platform-team").build();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> alice.post(path + "/clusterroles/view/clusterbindings", group).status() == 200);
      var token = stack.issuer.idToken(ALICE);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> can(kubernetesCluster, token, "list", "pods").equals("yes"));
    }
  }

  @Test
  void aPersonInAGroupOfKubernetesOwnNameIsRefusedByThePrintedConfiguration() {
    try (var kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("masters"),
            KubernetesCluster.Settings.authenticating(configuration()))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> whoami(kubernetesCluster, stack.issuer.idToken(BOB)).text().equals(BOB));
      var mallory = stack.issuer.idToken(MALLORY);

      assertThat(whoami(kubernetesCluster, mallory).text()).contains("Unauthorized");
      assertThat(mayDoEverything(kubernetesCluster, mallory)).contains("Unauthorized");
    }
  }

  private String groups(KubernetesCluster kubernetesCluster, String token) {
    return kubectlWith(
        kubernetesCluster,
        token,
        "auth",
        "whoami",
        "--output=jsonpath={.status.userInfo.groups[*]}");
  }

  private String mayDoEverything(KubernetesCluster kubernetesCluster, String token) {
    return can(kubernetesCluster, token, "*", "*");
  }

  private String can(
      KubernetesCluster kubernetesCluster, String token, String verb, String resource) {
    var said =
        kubectlWith(kubernetesCluster, token, "auth", "can-i", verb, resource, "--all-namespaces");
    return said.substring(said.lastIndexOf('\n') + 1);
  }

  private String kubectlWith(
      KubernetesCluster kubernetesCluster, String token, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--server=" + kubernetesCluster.server());
    all.add("--certificate-authority=" + kubernetesCluster.caFile());
    all.add("--token=" + token);
    return stack.kubectl.run(Path.of("/dev/null"), all.toArray(String[]::new)).text();
  }

  @Test
  void flagsForAnotherClientAndAnotherIssuerAreNamed() {
    var flags =
        List.of(
            "--oidc-issuer-url=https://127.0.0.1:1/other",
            "--oidc-client-id=" + Dex.CLIENT_ID,
            "--oidc-username-claim=email");
    var settings = KubernetesCluster.Settings.plain();
    for (var flag : flags) {
      settings = settings.withFlag(flag);
    }
    try (var kubernetesCluster =
        KubernetesCluster.start(stack.testbed, folder.resolve("other-flags"), settings)) {
      var found = check(add("other-flags", kubernetesCluster));

      assertThat(found.getString("state")).isEqualTo("other-issuer");
      assertThat(found.getString("found")).isEqualTo("https://127.0.0.1:1/other");
    }
  }

  @Test
  void everySetUpTextIsThereAndNamesThisInstallation() {
    var texts = alice.get(plain.path() + "/setup").object();

    assertThat(texts.keySet())
        .containsExactlyInAnyOrder(
            "authentication-configuration", "flags", "kubeadm", "k3s", "rke2", "eks", "aks", "gke");
    for (var id : List.of("authentication-configuration", "flags", "eks", "aks", "gke")) {
      assertThat(texts.getString(id)).contains(stack.issuer.url().toString(), Dex.CLIENT_ID);
    }
    assertThat(alice.get(plain.path() + "/setup/nonsense").status()).isEqualTo(404);
  }

  @Test
  void strangersSeeNothing() {
    assertThat(stack.api(CAROL).get(plain.path()).status()).isEqualTo(404);
    assertThat(stack.api(CAROL).post(plain.path(), "").status()).isEqualTo(404);
    assertThat(stack.api(CAROL).get(plain.path() + "/setup").status()).isEqualTo(404);
  }

  @Test
  void aTokenIsNotKeptAndNotLogged() {
    var token = stack.issuer.idToken(ALICE);
    new Api(stack.product.base(), token).post(plain.path(), "");

    assertThat(stack.product.logged()).doesNotContain(token.substring(token.length() - 40));
    assertThat(alice.get(plain.path()).body()).doesNotContain(token);
  }

  @Test
  void nothingButJsonIsTakenAsABody() {
    assertThat(alice.post(plain.path(), "[").status()).isEqualTo(400);
    assertThat(
            alice
                .post(plain.path(), Json.createObjectBuilder().add("acceptChange", "true").build())
                .status())
        .isEqualTo(200);
  }
}
