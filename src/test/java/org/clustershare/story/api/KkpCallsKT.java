package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.STRANGER;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of KKP's API beside those for bindings, as its consoles and scripts make them. */
@DatabaseTest
@StoryTest
class KkpCallsKT {
  @Part private static Stack stack;

  @SuppressWarnings("NullAway.Init")
  private static Added added;

  private final Api alice = stack.api(ALICE);
  private final Api admin = stack.api(ADMIN);
  private final Api anonymous = new Api(stack.product.base(), "");
  private final String seedPath =
      "/api/v1/projects/%s/dc/europe-west3-c/clusters/%s"
          .formatted(added.project(), added.cluster());

  @BeforeAll
  static void aProjectWithAClusterAndAViewer() {
    added = stack.addCluster();
    assertThat(stack.addMember(added.project(), CAROL, "viewers")).hasStatus(201);
    assertThat(stack.addMember(added.project(), "oidc:kkp-calls", "owners")).hasStatus(201);
    var bound =
        stack
            .api(ALICE)
            .post(added.path() + "/clusterroles/view/clusterbindings", Stack.user(CAROL));
    assertThat(bound).hasStatus(200);
  }

  private static String expand(String path) {
    return path.replaceFirst("^[A-Z]+ ", "")
        .replace("{p}", added.project())
        .replace("{c}", added.cluster())
        .replace("{dc}", "any");
  }

  private static JsonValue json(Api.Answer answer) {
    return answer.body().startsWith("[") ? answer.array() : answer.object();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.14", "2.31"})
  void aGeneratedClientDecodesEveryAnswer(String version) {
    var answers = KkpAnswers.of(version);
    var softly = new SoftAssertions();
    for (var call : answers.calls()) {
      var answer = admin.get(expand(call));
      softly.assertThat(answer.status()).as(call).isEqualTo(200);
      softly.assertThat(answer.contentType()).as(call).startsWith("application/json");
      softly.assertThat(answers.differences(call, json(answer))).as(call).isEmpty();
    }
    softly.assertAll();
    // Cluster Share has nothing to say about these.
    assertThat(answers.unseen())
        .isSubsetOf(
            "ClusterStatus.version",
            "ExternalClusterStatus.statusMessage",
            "ProjectClusterList.errorMessage",
            "OIDCSpec.clientSecret",
            "PolicyRule.resourceNames",
            "PolicyRule.nonResourceURLs",
            "Subject.namespace",
            // Only a user's own answer has projects; owners of projects are users without.
            "User.projects");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/clusterroles",
        "/roles",
        "/clusterrolenames",
        "/rolenames",
        "/namespaces",
        "/clusterbindings",
        "/bindings",
        "/oidc",
        "/shares"
      })
  void aPathWithADatacenterReadsTheSame(String call) {
    var answer = alice.get(seedPath + call);

    assertThat(answer).hasStatus(200);
    assertThat(answer.body().replace("\"RUNNING\"", "\"Running\""))
        .isEqualTo(alice.get(added.path() + call).body());
  }

  @Test
  void aPathWithADatacenterBindsUnbindsAddsChangesAndRemoves() {
    var role = "/roles/default/namespace-viewer/bindings";
    assertThat(alice.post(seedPath + role, Stack.user(BOB))).hasStatus(200);
    assertThat(alice.get(added.path() + "/bindings").body()).contains(BOB);
    assertThat(alice.delete(seedPath + role, Stack.user(BOB))).hasStatus(200);
    assertThat(alice.get(added.path() + "/bindings").body()).doesNotContain(BOB);

    var clusters = "/api/v1/projects/%s/dc/a/clusters".formatted(added.project());
    var second = alice.post(clusters, Api.clusterBody("second", stack.apiServer.kubeconfigText()));
    assertThat(second).hasStatus(201);
    var path = clusters + "/" + second.object().getString("id");
    var renamed = alice.send("PATCH", path + "?a=b", "{\"name\": \"third\"}");
    assertThat(renamed).hasStatus(200);
    assertThat(alice.call("DELETE", path, "", "If-Match", "\"999\"")).hasStatus(412);
    assertThat(alice.call("DELETE", path, "", "If-Match", renamed.etag())).hasStatus(200);
    assertThat(alice.get(path)).hasStatus(404).hasProblem("cluster-unknown");
  }

  @Test
  void permissionsAreThoseOfTheClusterThatThePathNames() {
    var bind = "/clusterroles/view/clusterbindings";
    var body = Stack.user(BOB).toString();
    assertThat(anonymous.get(seedPath + "/roles")).hasStatus(401).hasProblem("token-missing");
    assertThat(anonymous.send("POST", seedPath + bind, body)).hasStatus(401);
    assertThat(stack.api(STRANGER).get(seedPath)).hasStatus(404).hasProblem("project-unknown");
    assertThat(stack.api(STRANGER).send("POST", seedPath + bind, body)).hasStatus(404);
    assertThat(stack.api(CAROL).get(seedPath + "/roles")).hasStatus(200);
    assertThat(stack.api(CAROL).send("POST", seedPath + bind, body))
        .hasStatus(403)
        .hasProblem("action-not-allowed");
    assertThat(stack.api(CAROL).delete(seedPath)).hasStatus(403);

    var other = alice.createProject("Other");
    assertThat(alice.get(seedPath.replace(added.project(), other)))
        .hasStatus(404)
        .hasProblem("cluster-unknown");
  }

  // P and C stand for the project and the cluster.
  @ParameterizedTest
  @CsvSource({
    "/api/v1/projects/P/dc/d/clusters/C, 200",
    "/api/v1/projects/P/dc/d;a=b/clusters;c=d/C, 404",
    "/api/v1/projects/P/dc/d;a=b/clusters/C;c=d/roles;e=f, 200",
    "/api/v1/projects/P/dc/..;a=b/clusters/C, 404",
    "/api/v1/projects/P/dc/%2e%2e/clusters/C, 404",
    "/api/v1/projects/P/dc/%252e%252e/clusters/C, 404",
    "/api/v1/projects/P/dc//clusters/C, 404",
    "/api/v1/projects/P/dc/clusters/C, 404",
    "/api/v1/projects/P%2Fdc%2Fd/clusters/C, 404",
    "/api/v1/projects/P/dc/d%252Fclusters%252FC, 404",
    "/api/v1/projects/P/dc/d/clusters/C%252Froles, 404",
    "/api/v1/projects/P/dc/d/clusters/C/%2e%2e/C, 404",
    "/api/v1/projects/P/clusters/C, 404",
    "/api/v1/projects/P/dc/d/clusters/C/nothing, 404",
    "/api/v2/projects/P/dc/d/clusters/C, 404",
  })
  void aHostilePathIsServedOnlyAsItIsWritten(String path, int status) {
    var http = new RawHttp(stack.product.base());
    var line =
        path.replaceFirst("/P(?=[/%])", "/" + added.project())
            .replaceFirst("(?<=[/F])C(?=[/;%]|$)", added.cluster());
    var headers =
        List.of(
            "Host: " + http.authority(), "Authorization: Bearer " + stack.issuer.idToken(ALICE));

    var answer = http.send("GET %s HTTP/1.1".formatted(line), headers, "");
    // Some servers refuse an encoded slash before the product sees it.
    assertThat(answer.status()).as(answer.body()).isIn(status, status == 404 ? 400 : status);

    var stranger =
        http.send(
            "GET %s HTTP/1.1".formatted(line),
            List.of(
                "Host: " + http.authority(),
                "Authorization: Bearer " + stack.issuer.idToken(STRANGER)),
            "");
    assertThat(stranger.status()).as(stranger.body()).isIn(400, 404);
  }

  @Test
  void headOptionsAndWrongMethodsAreAnsweredAsOnTheSecondApi() {
    for (var path : List.of(seedPath, added.path())) {
      assertThat(alice.call("HEAD", path, "")).hasStatus(200);
      assertThat(alice.call("OPTIONS", path, "").headers().firstValue("Allow").orElse(""))
          .contains("GET", "DELETE", "PATCH");
      assertThat(alice.post(path + "/roles", "{}")).hasStatus(405);
      assertThat(alice.post(path + "/health", "{}")).hasStatus(405);
    }
    for (var path : List.of("/api/v1/version", "/api/v1/healthz", "/api/v2/users")) {
      assertThat(admin.call("HEAD", path, "")).hasStatus(200);
      assertThat(admin.post(path, "{}")).hasStatus(405);
      assertThat(admin.call("OPTIONS", path, "").status()).isLessThan(300);
    }
  }

  @Test
  void theStateIsWrittenAsTheVersionsOfThePathsWriteIt() {
    assertThat(state(alice.get(added.path()).object())).isEqualTo("Running");
    assertThat(state(alice.get(seedPath).object())).isEqualTo("RUNNING");
    var external = added.path().replace("/clusters/", "/kubernetes/clusters/");
    assertThat(state(alice.get(external).object())).isEqualTo("Running");
  }

  private static String state(JsonObject cluster) {
    return cluster.getJsonObject("status").getString("state");
  }

  @Test
  void theListIsAnObjectOnlyForAConsoleThatAsksForMachineDeployments() {
    var list = "/api/v2/projects/" + added.project() + "/clusters";
    assertThat(alice.get(list).array()).isNotEmpty();
    for (var asked : List.of("true", "false")) {
      var answer = alice.get(list + "?show_dm_count=" + asked);
      assertThat(answer.object().getJsonArray("clusters")).isEqualTo(alice.get(list).array());
      assertThat(answer.headers().firstValue("X-Total-Count")).isPresent();
    }
    var asked = "?show_dm_count=true";
    assertThat(alice.get(list.replace("/clusters", "/kubernetes/clusters") + asked).array())
        .isNotEmpty();
    assertThat(alice.get(list.replace("/v2/", "/v1/") + asked).array()).isNotEmpty();
    var empty = alice.createProject("No clusters");
    assertThat(alice.get("/api/v2/projects/%s/clusters%s".formatted(empty, asked)).body())
        .isEqualTo("{\"clusters\":[]}");
  }

  @Test
  void aProjectTellsTheNumberOfItsClustersAndTheIdsOfItsOwners() {
    var project = alice.createProject("Counted");
    assertThat(number(project)).isZero();
    for (int i = 1; i <= 2; i++) {
      alice.addCluster(project, "c" + i, stack.apiServer.kubeconfigText());
      assertThat(number(project)).isEqualTo(i);
    }
    var owner = project(project).orElseThrow().getJsonArray("owners").getJsonObject(0);
    assertThat(owner.getString("id")).isEqualTo(Person.id(ALICE));
    assertThat(alice.get("/api/v1/projects/" + project).object().getInt("clustersNumber"))
        .isEqualTo(2);
  }

  private int number(String project) {
    return project(project).orElseThrow().getInt("clustersNumber");
  }

  private Optional<JsonObject> project(String id) {
    return alice.get("/api/v1/projects").array().getValuesAs(JsonObject.class).stream()
        .filter(project -> project.getString("id").equals(id))
        .findFirst();
  }

  @Test
  void projectsAreFoundByNameIdAndOwnerAndOnlyThoseThatThePersonSees() {
    var project = alice.createProject("Needle 50%_x");
    for (var search :
        List.of("nEEdle", "50%25_", project.toUpperCase(Locale.ROOT), "%20needle%20")) {
      assertThat(ids(alice, "?search=" + search)).as(search).containsExactly(project);
    }
    assertThat(ids(alice, "?search=")).contains(project, added.project());
    assertThat(ids(alice, "?search=" + ALICE)).contains(project, added.project());
    assertThat(ids(alice, "?search=needle%25")).isEmpty();
    assertThat(ids(stack.api(STRANGER), "?search=needle")).isEmpty();
    assertThat(ids(stack.api(STRANGER), "?displayAll=true&search=needle")).isEmpty();
    assertThat(ids(admin, "?displayAll=true&search=needle")).containsExactly(project);
  }

  private static List<String> ids(Api api, String query) {
    return api.get("/api/v1/projects" + query).array().getValuesAs(JsonObject.class).stream()
        .map(project -> project.getString("id"))
        .toList();
  }

  @Test
  void membersAndTheCallerTellWhenTheyWereLastSeen() {
    alice.get("/api/v1/me");
    var members =
        alice
            .get("/api/v1/projects/%s/users".formatted(added.project()))
            .array()
            .getValuesAs(JsonObject.class);
    assertThat(members)
        .filteredOn(member -> member.getString("email").equals(ALICE))
        .allSatisfy(member -> assertThat(member.getString("lastSeen")).startsWith("20"));
    assertThat(members)
        .filteredOn(member -> member.getString("email").startsWith("oidc:"))
        .hasSize(1)
        .allSatisfy(group -> assertThat(group).doesNotContainKey("lastSeen"));

    var me = stack.api(CAROL).get("/api/v1/me").object();
    assertThat(me).containsKeys("creationTimestamp", "lastSeen");
    assertThat(me.getBoolean("isGlobalViewer")).isFalse();
    assertThat(me.getJsonArray("groups").toString()).contains("guests");
  }

  @Test
  void adminsListEveryoneWhoHasSignedInAndOthersDoNot() {
    stack.api(BOB).get("/api/v1/me");
    var answer = admin.get("/api/v2/users");
    assertThat(answer).hasStatus(200);
    assertThat(answer.array().getValuesAs(JsonObject.class))
        .filteredOn(user -> user.getString("email").equals(ADMIN))
        .hasSize(1)
        .allSatisfy(
            user -> {
              assertThat(user.getString("id")).isEqualTo(Person.id(ADMIN));
              assertThat(user.getBoolean("isAdmin")).isTrue();
              assertThat(user.getJsonArray("projects")).isEmpty();
            });
    int all = Integer.parseInt(answer.headers().firstValue("X-Total-Count").orElseThrow());
    assertThat(answer.array()).hasSize(all);
    assertThat(admin.get("/api/v2/users?offset=1&limit=1").array())
        .containsExactly(answer.array().get(1));
    assertThat(admin.get("/api/v2/users?limit=-1")).hasStatus(400);
    assertThat(alice.get("/api/v2/users")).hasStatus(403).hasProblem("admins-only");
    assertThat(anonymous.get("/api/v2/users")).hasStatus(401);
  }

  @Test
  void healthIsThatOfTheApiServerInTheWordsOfEachVersion() {
    var up = alice.get(added.path() + "/health").object();
    assertThat(up.keySet()).contains("apiserver", "etcd", "controller", "scheduler");
    assertThat(up.values()).allMatch(state -> state.toString().equals("\"HealthStatusUp\""));
    assertThat(alice.get(seedPath + "/health").object().getInt("apiserver")).isEqualTo(1);

    var down = unreachable();
    assertThat(state(alice.get(down).object())).isEqualTo("Unknown");
    assertThat(alice.get(down + "/health").object().getString("apiserver"))
        .isEqualTo("HealthStatusDown");
    assertThat(alice.delete(down)).hasStatus(200);
  }

  /** The path of a cluster whose API server does not answer. */
  private String unreachable() {
    var kubeconfig =
        stack.apiServer.kubeconfigText().replaceAll("https://\\S+", "https://127.0.0.1:1");
    var body =
        Json.createObjectBuilder(Api.clusterBody("down", kubeconfig))
            .add("evenUnverified", true)
            .build();
    var answer = alice.post("/api/v2/projects/%s/clusters".formatted(added.project()), body);
    assertThat(answer).hasStatus(201);
    return new Added(added.project(), answer.object().getString("id")).path();
  }

  @Test
  void theProviderOfAClusterIsToldWithoutTheSecret() {
    var answer = alice.get(added.path() + "/oidc");
    assertThat(answer.object().keySet()).containsExactly("issuerUrl", "clientId");
    assertThat(answer.object().getString("issuerUrl")).isEqualTo(stack.issuer.url().toString());
    assertThat(answer.body()).doesNotContain(Dex.CLIENT_SECRET);
  }

  @Test
  void theAdministratorsKubeconfigIsRefusedInKkpsWords() {
    for (var path :
        List.of(
            added.path(), seedPath, added.path().replace("/clusters/", "/kubernetes/clusters/"))) {
      for (var api : List.of(alice, admin, stack.api(CAROL))) {
        var answer = api.get(path + "/kubeconfig");
        assertThat(answer).hasStatus(403).hasProblem("admin-kubeconfig-disabled");
        assertThat(answer.object().getJsonObject("error").getString("message"))
            .startsWith("Admin Kubeconfig feature is disabled by the global settings");
      }
      assertThat(stack.api(STRANGER).get(path + "/kubeconfig")).hasStatus(404);
      assertThat(anonymous.get(path + "/kubeconfig")).hasStatus(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/octet-stream, text/html"})
  void aGeneratedClientThatFetchesAFileReadsTheErrorAsJson(String accept) {
    for (var path : List.of(added.path(), seedPath)) {
      var refused = alice.call("GET", path + "/kubeconfig", "", "Accept", accept);
      assertThat(refused).hasStatus(403);
      assertThat(refused.contentType()).startsWith("application/json");
      assertThat(refused.object().getJsonObject("error").getInt("code")).isEqualTo(403);
    }
    assertThat(anonymous.call("GET", "/api/v1/me", "", "Accept", accept).contentType())
        .startsWith("application/json");
  }

  @Test
  void aScriptOfThatTimeReadsTheProviderFromTheUserDefault() {
    var answer = alice.get(seedPath + "/oidckubeconfig");
    assertThat(answer).hasStatus(200);
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .endsWith("filename=kubeconfig-oidc-" + added.cluster());
    assertThat(answer.body())
        .contains("current-context: default", "- name: default", "name: oidc", "extra-scopes: ")
        .contains("idp-issuer-url: " + stack.issuer.url())
        .doesNotContain("token", Dex.CLIENT_SECRET, "client-secret", "exec:");
    assertThat(alice.get(added.path() + "/oidckubeconfig").body())
        .contains("kubectl-oidc_login", ALICE)
        .doesNotContain("name: default");
    assertThat(stack.api(STRANGER).get(seedPath + "/oidckubeconfig")).hasStatus(404);
  }

  @ParameterizedTest
  @CsvSource({"disconnect, false", "delete, true", "'', false"})
  void theHeaderActionSaysWhetherOurObjectsStay(String action, boolean cleaned) {
    var cluster = unreachable();
    assertThat(alice.call("DELETE", cluster, "", "Action", "Destroy"))
        .hasStatus(400)
        .hasDetail("The header Action must be disconnect or delete.");
    if (!action.isEmpty()) {
      assertThat(alice.call("DELETE", cluster + "?cleanup=" + !cleaned, "", "Action", action))
          .hasStatus(400)
          .hasDetail("contradict each other");
    }
    assertThat(stack.api(CAROL).call("DELETE", cluster, "", "Action", action)).hasStatus(403);

    var removed = alice.call("DELETE", cluster, "", "Action", action);

    assertThat(removed).hasStatus(200);
    // Its API server does not answer, so nothing that is to be deleted can be.
    assertThat(removed.object().getJsonArray("notRemoved").isEmpty()).isEqualTo(!cleaned);
    assertThat(alice.get(cluster)).hasStatus(404);
  }

  @Test
  void versionNeedsATokenAndHealthzDoesNot() {
    assertThat(anonymous.get("/api/v1/version")).hasStatus(401);
    assertThat(stack.api(STRANGER).get("/api/v1/version").object().getString("api"))
        .matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    var health = anonymous.get("/api/v1/healthz");
    assertThat(health).hasStatus(200);
    assertThat(health.body()).isEqualTo("{}");
  }

  @Test
  void theConsolesSettingsAreAtBothAddresses() {
    var settings = anonymous.get("/config/config.json");
    assertThat(settings).hasStatus(200);
    assertThat(settings.body()).isEqualTo(anonymous.get("/config.json").body());
  }
}
