package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Cluster;
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
class RenewalKT {
  private static final String USER = SignedAccount.USER;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Stack stack = Stack.shared();
  private final Api alice = stack.api(ALICE);
  private final String project = alice.createProject("Renewal");
  private Path folder = Path.of("");
  private Optional<Cluster> running = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  private SignedAccount account;

  @BeforeAll
  void begin(@TempDir Path given) {
    folder = given.toAbsolutePath();
    running =
        Optional.of(
            Cluster.start(
                stack.testbed, folder.resolve("cluster"), Cluster.Settings.trusting(stack.issuer)));
    account = new SignedAccount(stack, running.orElseThrow(), folder);
  }

  @AfterAll
  void end() {
    running.ifPresent(Cluster::close);
  }

  @Test
  void theNextCertificateIsTakenIntoUseOnceTheAdministratorApprovedIt() {
    var path = added("renewed", account.kubeconfig(86_400));
    var before = alice.get(path + "/renewal").object();
    assertThat(before.getBoolean("renewable")).isTrue();
    assertThat(before.getString("user")).isEqualTo(USER);
    assertThat(before).doesNotContainKey("request");

    var asked = alice.post(path + "/renewal", "").object().getJsonObject("request");

    assertThat(asked.getString("state")).isEqualTo("pending");
    var name = asked.getString("name");
    assertThat(asked.getString("command")).isEqualTo("kubectl certificate approve " + name);
    var kept = request(name);
    assertThat(kept.getJsonObject("spec").getString("username")).isEqualTo(USER);
    assertThat(kept.getJsonObject("spec").getString("signerName"))
        .isEqualTo("kubernetes.io/kube-apiserver-client");

    // Nobody but the administrator moves it on; the one in use stays.
    var waiting = alice.post(path + "/renewal/check", "").object();
    assertThat(waiting.getJsonObject("request").getString("state")).isEqualTo("pending");
    assertThat(waiting.getString("expiresAt")).isEqualTo(before.getString("expiresAt"));

    kubectl("certificate", "approve", name);

    await()
        .atMost(LONGEST)
        .untilAsserted(
            () ->
                assertThat(alice.post(path + "/renewal/check", "").object())
                    .doesNotContainKey("request"));
    var after = alice.get(path + "/renewal").object();
    assertThat(after.getString("expiresAt")).isGreaterThan(before.getString("expiresAt"));
    assertThat(alice.get(path).object().getJsonObject("status").getString("state"))
        .isEqualTo("RUNNING");
    var bound = alice.post(path + "/clusterroles/view/clusterbindings", Stack.user(BOB));
    assertThat(bound.status()).as(bound.body()).isEqualTo(200);
    assertThat(stack.product.logged())
        .contains("certificate renewed")
        .doesNotContain("PRIVATE KEY");
  }

  @Test
  void aCertificateThatEndsSoonIsAskedForAndReplacedWithoutAnybodyOnOurSide() {
    var path = added("by-itself", account.kubeconfigThatEndsSoon());
    var ends = alice.get(path + "/renewal").object().getString("expiresAt");

    var name = new String[1];
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              var request = alice.get(path + "/renewal").object().getJsonObject("request");
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
              var renewed = alice.get(path + "/renewal").object();
              assertThat(renewed).doesNotContainKey("request");
              assertThat(renewed.getString("expiresAt")).isGreaterThan(ends);
            });
    assertThat(alice.get(path + "/clusterbindings").status()).isEqualTo(200);
  }

  @Test
  void aDeniedRequestIsToldAndCanBeSentAgain() {
    var path = added("denied", account.kubeconfig(86_400));
    var first = asked(path);
    kubectl("certificate", "deny", first);

    var denied = alice.post(path + "/renewal/check", "").object().getJsonObject("request");
    assertThat(denied.getString("state")).isEqualTo("denied");
    assertThat(denied.getString("name")).isEqualTo(first);

    var second = asked(path);
    assertThat(second).isNotEqualTo(first);
    assertThat(request(second)).isNotNull();
  }

  @Test
  void aRequestThatKubernetesDeletedIsSentAgainWithANewKey() {
    var path = added("deleted", account.kubeconfig(86_400));
    var first = alice.post(path + "/renewal", "").object().getJsonObject("request");
    kubectl("delete", "csr", first.getString("name"));

    var second = alice.post(path + "/renewal/check", "").object().getJsonObject("request");

    assertThat(second.getString("state")).isEqualTo("pending");
    assertThat(second.getString("name")).isNotEqualTo(first.getString("name"));
    assertThat(second.getString("fingerprint")).isNotEqualTo(first.getString("fingerprint"));
  }

  /** What a cluster's administrator, or whoever became one, puts in the place of the right one. */
  @Test
  void aCertificateForAnotherKeyIsNotTakenIntoUse() throws IOException {
    var path = added("forged", account.kubeconfig(86_400));
    var before = alice.get(path + "/renewal").object().getString("expiresAt");
    var name = asked(path);
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
      var checked = alice.post(path + "/renewal/check", "").object();
      assertThat(checked.getJsonObject("request").getString("state")).isEqualTo("unfit");
      assertThat(checked.getJsonObject("request").getString("detail")).contains("another key");
      assertThat(checked.getString("expiresAt")).isEqualTo(before);
    }
    assertThat(alice.get(path + "/clusterbindings").status()).isEqualTo(200);
  }

  @Test
  void theCheckedCommandApprovesTheRequestOfClusterShare() {
    var path = added("checked", account.kubeconfig(86_400));
    var asked = alice.post(path + "/renewal", "").object().getJsonObject("request");

    var ran = shell(asked.getString("checkedCommand"));

    assertThat(ran).contains("approved").doesNotContain("NOT APPROVED");
    await()
        .atMost(LONGEST)
        .untilAsserted(
            () ->
                assertThat(alice.post(path + "/renewal/check", "").object())
                    .doesNotContainKey("request"));
  }

  /** Kubernetes deletes requests; then any account that may create one can take the name. */
  @Test
  void anotherRequestUnderOurNameIsNotApprovedByTheCommandAndThePageSaysSo() throws IOException {
    var path = added("replaced", account.kubeconfig(86_400));
    var asked = alice.post(path + "/renewal", "").object().getJsonObject("request");
    var name = asked.getString("name");
    assertThat(settingsPage(path)).contains(name, "approve-command", "openssl");
    replace(name, SigningRequest.of(USER));

    assertThat(shell(asked.getString("checkedCommand"))).contains("NOT APPROVED");
    assertThat(request(name).getJsonObject("status")).doesNotContainKey("conditions");

    var told = alice.post(path + "/renewal/check", "").object().getJsonObject("request");
    assertThat(told.getString("state")).isEqualTo("failed");
    assertThat(told.getString("detail")).contains(name, "must not be approved");
    assertThat(told).doesNotContainKeys("command", "checkedCommand");
    assertThat(settingsPage(path))
        .contains("must not be approved")
        .doesNotContain("approve-command", "certificate approve");

    // Another one has another name.
    assertThat(asked(path)).isNotEqualTo(name);
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

  private String settingsPage(String path) {
    var id = path.replaceAll(".*/", "");
    var address = stack.product.base() + "/console/cluster-settings/%s/%s".formatted(project, id);
    return stack.visitor(ALICE).open(URI.create(address)).body();
  }

  private String shell(String script) {
    return stack.kubectl.shell(running.orElseThrow().kubeconfig(), script).text();
  }

  @Test
  void credentialsOfAGroupOrATokenAreNotRenewed() {
    var path = added("administrator", running.orElseThrow().kubeconfigText());

    assertThat(alice.get(path + "/renewal").object().getBoolean("renewable")).isFalse();
    var refused = alice.post(path + "/renewal", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.object().getString("type")).endsWith("renewal-impossible");
  }

  private String asked(String path) {
    var answer = alice.post(path + "/renewal", "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.object().getJsonObject("request").getString("name");
  }

  private JsonObject request(String name) {
    try (var reader =
        Json.createReader(new StringReader(kubectl("get", "csr", name, "-o", "json")))) {
      return reader.readObject();
    }
  }

  private String added(String name, String kubeconfig) {
    var answer = alice.addCluster(project, name, kubeconfig);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return "/api/v2/projects/%s/clusters/%s".formatted(project, answer.object().getString("id"));
  }

  private String kubectl(String... arguments) {
    return stack.kubectl.run(running.orElseThrow().kubeconfig(), arguments).text();
  }
}
