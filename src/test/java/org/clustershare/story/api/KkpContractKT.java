package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * KKP's v2 calls for bindings, case by case, on a real API server. Each case has a ClusterRole and
 * a Role in the namespace {@code contract} to itself, both called {@code ROLE} here; {@code
 * CLUSTER} and {@code NAMESPACE} stand for the paths of their bindings. Only the texts of errors
 * are ours.
 */
@StoryTest
class KkpContractKT {
  private static final int CASES = 60;
  private static final AtomicInteger CASE = new AtomicInteger();
  @Part private static Stack stack;

  @SuppressWarnings("NullAway.Init")
  private static KubernetesCluster kubernetesCluster;

  @SuppressWarnings("NullAway.Init")
  private static Added added;

  private final Api alice = stack.api(ALICE);

  @BeforeAll
  static void aClusterWithRolesThatNobodyIsBoundTo() throws IOException {
    kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed,
            stack.dir.resolve("contract-cluster"),
            KubernetesCluster.Settings.plain());
    kubectl("create", "namespace", "contract");
    var roles =
        IntStream.range(0, CASES)
            .mapToObj(i -> role("ClusterRole", i, "") + role("Role", i, ", namespace: contract"))
            .collect(Collectors.joining());
    var file = Files.writeString(stack.dir.resolve("contract-roles.yaml"), roles);
    kubectl("apply", "-f", file.toString());
    var api = stack.api(ALICE);
    var project = api.createProject("Contract");
    var answer = api.addCluster(project, "contract", kubernetesCluster.kubeconfigText());
    added = new Added(project, answer.object().getString("id"));
  }

  private static String role(String kind, int number, String namespace) {
    return """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %s
        metadata: {name: case-%d%s, labels: {component: userClusterRole}}
        rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
        """
        .formatted(kind, number, namespace);
  }

  private static void kubectl(String... arguments) {
    var output = stack.kubectl.run(kubernetesCluster.kubeconfig(), arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  @AfterAll
  static void stop() {
    kubernetesCluster.close();
  }

  @Test
  void aListWithoutEntriesIsAnEmptyArray() {
    var project = alice.createProject("Empty");
    var empty =
        alice
            .addCluster(project, "empty", kubernetesCluster.kubeconfigText())
            .object()
            .getString("id");
    kubectl("delete", "rolebinding", "--all", "-n", "contract");
    assertThat(alice.get(new Added(project, empty).path() + "/bindings").body()).isEqualTo("[]");
  }

  // given: who is bound before; subjects are written in the contract's words and read as JSON.
  @ParameterizedTest(name = "{0} / {1} {2} {3} -> {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 1000,
      textBlock =
          """
          # happy
          -         | POST   | CLUSTER   | {"userEmail":"a@b"}                                          | 200 | {"roleRefName":"ROLE","subjects":[USER a@b]}
          -         | POST   | NAMESPACE | {"userEmail":"a@b"}                                          | 200 | {"namespace":"contract","roleRefName":"ROLE","subjects":[USER a@b]}
          -         | POST   | CLUSTER   | {"group":"g"}                                                | 200 | {"roleRefName":"ROLE","subjects":[GROUP g]}
          -         | POST   | NAMESPACE | {"group":"g"}                                                | 200 | {"namespace":"contract","roleRefName":"ROLE","subjects":[GROUP g]}
          -         | POST   | CLUSTER   | {"serviceAccount":"s","serviceAccountNamespace":"other"}     | 200 | {"roleRefName":"ROLE","subjects":[ACCOUNT other/s]}
          -         | POST   | NAMESPACE | {"serviceAccount":"s","serviceAccountNamespace":"other"}     | 200 | {"namespace":"contract","roleRefName":"ROLE","subjects":[ACCOUNT other/s]}
          USER a@b  | POST   | CLUSTER   | {"userEmail":"c@d"}                                          | 200 | {"roleRefName":"ROLE","subjects":[USER a@b,USER c@d]}
          USER a@b  | DELETE | CLUSTER   | {"userEmail":"a@b"}                                          | 200 | {"roleRefName":"ROLE"}
          USER a@b  | DELETE | NAMESPACE | {"userEmail":"a@b"}                                          | 200 | {"namespace":"contract","roleRefName":"ROLE"}
          GROUP g   | DELETE | NAMESPACE | {"group":"g"}                                                | 200 | {"namespace":"contract","roleRefName":"ROLE"}
          ACCOUNT other/s | DELETE | CLUSTER | {"serviceAccount":"s","serviceAccountNamespace":"other"}   | 200 | {"roleRefName":"ROLE"}
          # duplicate
          USER a@b  | POST   | CLUSTER   | {"userEmail":"a@b"}                                          | 400 | [USER a@b]
          USER a@b  | POST   | NAMESPACE | {"userEmail":"a@b"}                                          | 400 | [USER a@b]
          GROUP g   | POST   | CLUSTER   | {"group":"g"}                                                | 400 | [GROUP g]
          ACCOUNT other/s | POST | NAMESPACE | {"serviceAccount":"s","serviceAccountNamespace":"other"}   | 400 | [ACCOUNT other/s]
          USER a@b  | POST   | CLUSTER   | {"userEmail":"A@B"}                                          | 400 | [USER a@b]
          # the same name, somebody else (KKP mixes these up)
          USER a@b  | POST   | CLUSTER   | {"group":"a@b"}                                              | 200 | {"roleRefName":"ROLE","subjects":[USER a@b,GROUP a@b]}
          USER a@b  | DELETE | CLUSTER   | {"group":"a@b"}                                              | 200 | {"roleRefName":"ROLE","subjects":[USER a@b]}
          GROUP a@b | DELETE | CLUSTER   | {"userEmail":"a@b"}                                          | 200 | {"roleRefName":"ROLE","subjects":[GROUP a@b]}
          USER a@b  | DELETE | CLUSTER   | {"userEmail":"A@B"}                                          | 200 | {"roleRefName":"ROLE","subjects":[USER a@b]}
          ACCOUNT other/s | POST | CLUSTER | {"serviceAccount":"s","serviceAccountNamespace":"contract"}  | 200 | {"roleRefName":"ROLE","subjects":[ACCOUNT other/s,ACCOUNT contract/s]}
          ACCOUNT other/s | DELETE | CLUSTER | {"serviceAccount":"s","serviceAccountNamespace":"contract"} | 200 | {"roleRefName":"ROLE","subjects":[ACCOUNT other/s]}
          # nothing to remove
          USER a@b  | DELETE | NAMESPACE | {"userEmail":"c@d"}                                          | 200 | {"namespace":"contract","roleRefName":"ROLE","subjects":[USER a@b]}
          -         | DELETE | CLUSTER   | {"userEmail":"a@b"}                                          | 400 | error
          -         | DELETE | NAMESPACE | {"userEmail":"a@b"}                                          | 400 | error
          # unknown role, unknown namespace
          -         | POST   | /clusterroles/nothing/clusterbindings     | {"userEmail":"a@b"}          | 404 | error
          -         | DELETE | /clusterroles/nothing/clusterbindings     | {"userEmail":"a@b"}          | 404 | error
          -         | POST   | /clusterroles/system:node/clusterbindings | {"userEmail":"a@b"}          | 404 | error
          -         | POST   | /roles/contract/nothing/bindings          | {"userEmail":"a@b"}          | 404 | error
          -         | DELETE | /roles/contract/nothing/bindings          | {"userEmail":"a@b"}          | 404 | error
          -         | POST   | /roles/nowhere/ROLE/bindings              | {"userEmail":"a@b"}          | 404 | error
          -         | DELETE | /roles/nowhere/ROLE/bindings              | {"userEmail":"a@b"}          | 404 | error
          -         | POST   | /roles/No%20Namespace/ROLE/bindings       | {"userEmail":"a@b"}          | 404 | error
          # bodies
          -         | POST   | CLUSTER   | {}                                                           | 400 | error
          -         | DELETE | CLUSTER   | {}                                                           | 400 | error
          -         | POST   | CLUSTER   | {"userEmail":""}                                             | 400 | error
          -         | POST   | CLUSTER   | {"userEmail":"a@b","group":"g"}                              | 400 | error
          -         | POST   | CLUSTER   | {"serviceAccount":"s"}                                       | 400 | error
          -         | POST   | CLUSTER   | {"serviceAccountNamespace":"s"}                              | 400 | error
          -         | POST   | CLUSTER   | {"serviceAccount":"Not A Name","serviceAccountNamespace":"s"} | 400 | error
          -         | POST   | CLUSTER   | {"userEmail":{"a":"b"}}                                      | 400 | error
          -         | POST   | CLUSTER   | {"userEmail":["a@b"]}                                        | 400 | error
          -         | POST   | CLUSTER   | ["a@b"]                                                      | 400 | error
          -         | POST   | CLUSTER   | "a@b"                                                        | 400 | error
          -         | POST   | CLUSTER   | null                                                         | 400 | error
          -         | POST   | CLUSTER   | a@b                                                          | 400 | error
          -         | DELETE | CLUSTER   | a@b                                                          | 400 | error
          """)
  void asKkpAnswers(
      String given, String method, String path, String body, int status, String expected) {
    var role = "case-" + CASE.getAndIncrement();
    var address = added.path() + expand(path, role);
    if (!given.equals("-")) {
      assertThat(alice.post(address, body(given)).status()).isEqualTo(200);
    }

    var answer = alice.send(method, address, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 200) {
      assertThat(answer.object()).isEqualTo(json(expand(expected, role)));
    } else {
      var error = answer.object().getJsonObject("error");
      assertThat(error.getInt("code")).isEqualTo(status);
      assertThat(error.getString("message")).isNotBlank();
      assertThat(error.getJsonArray("details")).isNotNull();
      if (!expected.equals("error")) {
        var after = alice.get(added.path() + list(path)).array().toString();
        assertThat(after).contains("\"" + role + "\",\"subjects\":" + json(expand(expected, role)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"GET,/clusterbindings", "GET,/bindings", "POST,CLUSTER", "DELETE,NAMESPACE"})
  void aStrangerAndSomebodyWithoutATokenAreNotServed(String method, String path) {
    var address = added.path() + expand(path, "case-0");
    var body = "{\"userEmail\":\"a@b\"}";

    assertThat(stack.api(BOB).send(method, address, body).status()).isEqualTo(404);
    assertThat(new Api(stack.product.base(), "").send(method, address, body).status())
        .isEqualTo(401);
  }

  @Test
  void aViewerReadsAndDoesNotWriteAndAnEditorDoesBoth() {
    var body = "{\"userEmail\":\"a@b\"}";
    var carol = stack.api(Stack.CAROL);
    var cluster = added.path() + expand("CLUSTER", "case-59");
    var namespace = added.path() + expand("NAMESPACE", "case-59");
    assertThat(
            alice
                .post("/api/v1/projects/" + added.project() + "/users", carolAs("viewers"))
                .status())
        .isEqualTo(201);

    for (var list :
        List.of(
            "/clusterbindings",
            "/bindings",
            "/clusterroles",
            "/clusterrolenames",
            "/roles",
            "/rolenames",
            "/namespaces")) {
      assertThat(carol.get(added.path() + list).status()).as(list).isEqualTo(200);
    }
    for (var address : List.of(cluster, namespace)) {
      for (var method : List.of("POST", "DELETE")) {
        var answer = carol.send(method, address, body);
        assertThat(answer.status()).as(method + " " + address).isEqualTo(403);
        assertThat(answer.object().getJsonObject("error").getInt("code")).isEqualTo(403);
      }
    }
    assertThat(alice.get(added.path() + "/clusterbindings").body()).doesNotContain("case-59");

    var member = "/api/v1/projects/" + added.project() + "/users/" + Person.id(Stack.CAROL);
    assertThat(alice.put(member, carolAs("editors")).status()).isEqualTo(200);
    assertThat(carol.send("POST", namespace, body).status()).isEqualTo(200);
    assertThat(carol.send("DELETE", namespace, body).status()).isEqualTo(200);
    assertThat(alice.delete(member).status()).isEqualTo(200);
  }

  private static JsonObject carolAs(String group) {
    return Json.createObjectBuilder()
        .add("email", Stack.CAROL)
        .add(
            "projects",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("id", added.project()).add("group", group)))
        .build();
  }

  private static String list(String path) {
    return path.equals("CLUSTER") ? "/clusterbindings" : "/bindings";
  }

  private static String expand(String text, String role) {
    return text.replace("CLUSTER", "/clusterroles/ROLE/clusterbindings")
        .replace("NAMESPACE", "/roles/contract/ROLE/bindings")
        .replace("ROLE", role)
        .replaceAll(
            "(USER|GROUP) ([^,\\]]+)",
            "{\"kind\":\"$1\",\"apiGroup\":\"rbac.authorization.k8s.io\",\"name\":\"$2\"}")
        .replaceAll(
            "ACCOUNT ([^,/]+)/([^,\\]]+)",
            "{\"kind\":\"ServiceAccount\",\"name\":\"$2\",\"namespace\":\"$1\"}")
        .replace("\"USER\"", "\"User\"")
        .replace("\"GROUP\"", "\"Group\"");
  }

  private static String body(String given) {
    var name = given.substring(given.indexOf(' ') + 1);
    return switch (given.substring(0, given.indexOf(' '))) {
      case "USER" -> "{\"userEmail\":\"%s\"}".formatted(name);
      case "GROUP" -> "{\"group\":\"%s\"}".formatted(name);
      default ->
          "{\"serviceAccountNamespace\":\"%s\",\"serviceAccount\":\"%s\"}"
              .formatted((Object[]) name.split("/", 2));
    };
  }

  private static JsonStructure json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.read();
    }
  }
}
