package org.clustershare.story.cluster.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The next client certificate, from a real API server: asked for with the account of {@code
 * cluster-access.yaml}, approved by the cluster's administrator, taken into use once it works.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class RenewalKT {
  private static final String USER = SignedAccount.USER;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Stack stack;
  private final String project;
  private Path folder = Path.of("");
  private Optional<KubernetesCluster> running = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  private SignedAccount account;

  RenewalKT(Stack stack) {
    this.stack = stack;
    this.project = stack.actor(ALICE).createsProject("Renewal");
  }

  @BeforeAll
  void begin(@TempDir Path given) {
    folder = given.toAbsolutePath();
    running =
        Optional.of(
            KubernetesCluster.start(
                stack.testbed,
                folder.resolve("cluster"),
                KubernetesCluster.Settings.trusting(stack.issuer)));
    account = new SignedAccount(stack, running.orElseThrow(), folder);
  }

  @AfterAll
  void end() {
    running.ifPresent(KubernetesCluster::close);
  }

  @Test
  void theNextCertificateIsUsedOnceTheAdministratorApprovedIt() {
    var cluster = added("renewed", account.kubeconfig(86_400));
    var before = cluster.renewal().object();
    assertThat(before.getBoolean("renewable")).isTrue();
    assertThat(before.getString("user")).isEqualTo(USER);
    assertThat(before).doesNotContainKey("request");

    var asked = cluster.renews().object().getJsonObject("request");

    assertThat(asked.getString("state")).isEqualTo("pending");
    var name = asked.getString("name");
    assertThat(asked.getString("command")).isEqualTo("kubectl certificate approve " + name);
    var kept = request(name);
    assertThat(kept.getJsonObject("spec").getString("username")).isEqualTo(USER);
    assertThat(kept.getJsonObject("spec").getString("signerName"))
        .isEqualTo("kubernetes.io/kube-apiserver-client");

    // Only the administrator moves it on; the certificate in use stays.
    var waiting = cluster.checksRenewal().object();
    assertThat(waiting.getJsonObject("request").getString("state")).isEqualTo("pending");
    assertThat(waiting.getString("expiresAt")).isEqualTo(before.getString("expiresAt"));

    kubectl("certificate", "approve", name);

    await()
        .atMost(LONGEST)
        .untilAsserted(
            () -> assertThat(cluster.checksRenewal().object()).doesNotContainKey("request"));
    var after = cluster.renewal().object();
    assertThat(after.getString("expiresAt")).isGreaterThan(before.getString("expiresAt"));
    assertThat(cluster.status().getString("state")).isEqualTo("RUNNING");
    assertThat(cluster.binds(BOB).to("view")).hasStatus(200);
    assertThat(stack.api(ALICE).get("/api/v2/projects/%s/activity".formatted(project)).body())
        .contains("certificate.request", "certificate.state", "certificate.install");
    assertThat(stack.product.logged())
        .contains("certificate renewed")
        .doesNotContain("PRIVATE KEY");
  }

  @Test
  void aCertificateThatEndsSoonIsReplacedByItself() {
    var cluster = added("by-itself", account.kubeconfigThatEndsSoon());
    var ends = cluster.renewal().object().getString("expiresAt");

    var name = new String[1];
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              var request = cluster.renewal().object().getJsonObject("request");
              assertThat(request).isNotNull();
              assertThat(request.getString("state")).isEqualTo("pending");
              name[0] = request.getString("name");
            });
    kubectl("certificate", "approve", name[0]);

    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              var renewed = cluster.renewal().object();
              assertThat(renewed).doesNotContainKey("request");
              assertThat(renewed.getString("expiresAt")).isGreaterThan(ends);
            });
    assertThat(cluster.clusterBindings()).hasStatus(200);
  }

  @Test
  void aDeniedRequestIsReportedAndCanBeSentAgain() {
    var cluster = added("denied", account.kubeconfig(86_400));
    var first = requested(cluster);
    kubectl("certificate", "deny", first);

    var denied = cluster.checksRenewal().object().getJsonObject("request");
    assertThat(denied.getString("state")).isEqualTo("denied");
    assertThat(denied.getString("name")).isEqualTo(first);

    var second = requested(cluster);
    assertThat(second).isNotEqualTo(first);
    assertThat(request(second)).isNotNull();
  }

  @Test
  void aRequestThatKubernetesDeletedIsSentAgainWithANewKey() {
    var cluster = added("deleted", account.kubeconfig(86_400));
    var first = cluster.renews().object().getJsonObject("request");
    kubectl("delete", "csr", first.getString("name"));

    var second = cluster.checksRenewal().object().getJsonObject("request");

    assertThat(second.getString("state")).isEqualTo("pending");
    assertThat(second.getString("name")).isNotEqualTo(first.getString("name"));
    assertThat(second.getString("fingerprint")).isNotEqualTo(first.getString("fingerprint"));
  }

  /** A cluster's administrator puts it in the place of the right one. */
  @Test
  void aCertificateForAnotherKeyIsNotTakenIntoUse() throws IOException {
    var cluster = added("forged", account.kubeconfig(86_400));
    var before = cluster.renewal().object().getString("expiresAt");
    var name = requested(cluster);
    var other = account.signed(SigningRequest.of(USER), 86_400);
    var forged =
        Json.createObjectBuilder(request(name))
            .add("status", Json.createObjectBuilder().add("certificate", other))
            .build();
    var file = Files.writeString(folder.resolve("forged.json"), forged.toString());
    var status =
        "/apis/certificates.k8s.io/v1/certificatesigningrequests/%s/status".formatted(name);
    kubectl("replace", "--raw", status, "-f", file.toString());
    assertThat(request(name).getJsonObject("status").getString("certificate")).isEqualTo(other);

    for (int i = 0; i < 2; i++) {
      var checked = cluster.checksRenewal().object();
      assertThat(checked.getJsonObject("request").getString("state")).isEqualTo("unfit");
      assertThat(checked.getJsonObject("request").getString("detail")).contains("another key");
      assertThat(checked.getString("expiresAt")).isEqualTo(before);
    }
    assertThat(cluster.clusterBindings()).hasStatus(200);
  }

  @Test
  void theCheckedCommandApprovesTheRequestOfClusterShare() {
    var cluster = added("checked", account.kubeconfig(86_400));
    var asked = cluster.renews().object().getJsonObject("request");

    var ran = shell(asked.getString("checkedCommand"));

    assertThat(ran).contains("approved").doesNotContain("NOT APPROVED");
    await()
        .atMost(LONGEST)
        .untilAsserted(
            () -> assertThat(cluster.checksRenewal().object()).doesNotContainKey("request"));
  }

  /** Kubernetes deletes requests; then any account that may create one can take the name. */
  @Test
  void anotherRequestUnderTheNameIsNotApprovedByTheCommand() throws IOException {
    var cluster = added("replaced", account.kubeconfig(86_400));
    var asked = cluster.renews().object().getJsonObject("request");
    var name = asked.getString("name");
    assertThat(settingsPage(cluster)).contains(name, "approve-command", "openssl");
    replace(name, SigningRequest.of(USER));

    assertThat(shell(asked.getString("checkedCommand"))).contains("NOT APPROVED");
    assertThat(request(name).getJsonObject("status")).doesNotContainKey("conditions");

    var told = cluster.checksRenewal().object().getJsonObject("request");
    assertThat(told.getString("state")).isEqualTo("failed");
    assertThat(told.getString("detail")).contains(name, "must not be approved");
    assertThat(told).doesNotContainKeys("command", "checkedCommand");
    assertThat(settingsPage(cluster))
        .contains("must not be approved")
        .doesNotContain("approve-command", "certificate approve");

    // Another one has another name.
    assertThat(requested(cluster)).isNotEqualTo(name);
  }

  private void replace(String name, SigningRequest other) throws IOException {
    kubectl("delete", "csr", name);
    var pem = other.requestPem().getBytes(StandardCharsets.US_ASCII);
    var object =
        Json.createObjectBuilder()
            .add("apiVersion", "certificates.k8s.io/v1")
            .add("kind", "CertificateSigningRequest")
            .add("metadata", Json.createObjectBuilder().add("name", name))
            .add(
                "spec",
                Json.createObjectBuilder()
                    .add("request", Base64.getEncoder().encodeToString(pem))
                    .add("signerName", "kubernetes.io/kube-apiserver-client")
                    .add("usages", Json.createArrayBuilder().add("client auth")))
            .build();
    var file = Files.writeString(folder.resolve("other.json"), object.toString());
    assertThat(kubectl("create", "-f", file.toString())).contains("created");
  }

  private String settingsPage(ClusterActor cluster) {
    var address =
        "%s/console/cluster-settings/%s/%s"
            .formatted(stack.product.base(), project, cluster.cluster().cluster());
    return stack.visitor(ALICE).open(URI.create(address)).body();
  }

  private String shell(String script) {
    return stack.kubectl.shell(running.orElseThrow().kubeconfig(), script).text();
  }

  @Test
  void credentialsOfAGroupOrATokenAreNotRenewed() {
    var cluster = added("administrator", running.orElseThrow().kubeconfigText());

    assertThat(cluster.renewal().object().getBoolean("renewable")).isFalse();
    assertThat(cluster.renews()).hasStatus(409).hasProblem("renewal-impossible");
  }

  /** Asks for a certificate; gives the request's name. */
  private static String requested(ClusterActor cluster) {
    var answer = cluster.renews();
    assertThat(answer).hasStatus(200);
    return answer.object().getJsonObject("request").getString("name");
  }

  private JsonObject request(String name) {
    try (var reader =
        Json.createReader(new StringReader(kubectl("get", "csr", name, "-o", "json")))) {
      return reader.readObject();
    }
  }

  private ClusterActor added(String name, String kubeconfig) {
    var alice = stack.actor(ALICE);
    return alice.at(alice.adds(kubeconfig).as(name).to(project));
  }

  private String kubectl(String... arguments) {
    return stack.kubectl.run(running.orElseThrow().kubeconfig(), arguments).text();
  }
}
