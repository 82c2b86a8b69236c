package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.story.driver.Endpoint;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.JsonSchema;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;

/** What generators of clients, and their users, need of {@code /openapi}. */
@StoryTest
class ApiDescriptionKT {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private final Stack stack;
  private final JsonObject description;
  private final JsonSchema schemas;

  ApiDescriptionKT(Stack stack) {
    this.stack = stack;
    this.description = stack.api(ALICE).get("/openapi?format=JSON").object();
    this.schemas = new JsonSchema(description);
  }

  @Test
  void eachCallHasANameOfItsOwn() {
    assertThat(operations())
        .hasSizeGreaterThan(40)
        .extracting(operation -> operation.getString("operationId"))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+[A-Za-z]+"))
        .contains("getProjects", "deleteProjectsOne", "postProjectsClustersShares");
  }

  @Test
  void addressesAreThoseOfTheStandard() {
    assertThat(description.getJsonObject("paths").keySet())
        .allMatch(path -> path.matches("(/[a-z0-9.-]+|/\\{[a-z_]+})+"))
        .contains("/api/v2/projects/{project_id}/clusters");
    assertThat(description.getJsonObject("info").getString("title")).isEqualTo("Cluster Share");
  }

  @Test
  void howToSignInAndWhatAnErrorLooksLikeIsSaid() {
    assertThat(description.getJsonArray("security").toString()).contains("idToken");
    assertThat(description.toString()).contains("\"scheme\":\"bearer\"");
    assertThat(operations())
        .isNotEmpty()
        .allSatisfy(
            operation ->
                assertThat(operation.getJsonObject("responses").getJsonObject("default").toString())
                    .contains("#/components/schemas/Problem"));
  }

  @Test
  void noBodyOfOursIsABareObject() {
    var bodies =
        operations().stream()
            .flatMap(
                operation ->
                    Stream.concat(
                        Stream.ofNullable(operation.getJsonObject("requestBody")),
                        operation.getJsonObject("responses").values().stream()
                            .map(JsonValue::asJsonObject)))
            .flatMap(body -> Stream.ofNullable(body.getJsonObject("content")))
            .flatMap(content -> content.values().stream())
            .map(type -> type.asJsonObject().getJsonObject("schema"))
            .toList();

    assertThat(bodies)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            body -> {
              var schema = schemas.resolved(body);
              assertThat(schema.getString("type")).isIn("object", "array", "string");
              if (schema.getString("type").equals("object")) {
                assertThat(body.containsKey("$ref") || body.containsKey("additionalProperties"))
                    .as(body.toString())
                    .isTrue();
              }
              if (schema.getString("type").equals("array")) {
                assertThat(body.getJsonObject("items").keySet()).containsExactly("$ref");
              }
            });
    assertThat(description.getJsonObject("components").getJsonObject("schemas"))
        .containsKeys("Project", "Member", "ClusterRequest", "BindingSubject", "Problem")
        .doesNotContainKeys("Body", "Response");
  }

  @Test
  void whichCallTakesABodyAndWhichAnswersAreFilesIsSaid() {
    assertThat(paths("requestBody"))
        .contains(
            "delete /api/v2/projects/{project_id}/clusters/{cluster_id}/clusterroles/{role}/clusterbindings",
            "patch /api/v2/projects/{project_id}/clusters/{cluster_id}",
            "post /api/v1/projects/{project_id}/users")
        .hasSize(15);
    assertThat(
            operations().stream()
                .filter(operation -> answer(operation).isEmpty())
                .map(operation -> operation.getString("operationId")))
        .containsExactlyInAnyOrder(
            "getKubeconfig", "getKubeconfigDownloadOne", "getProjectsClustersOidckubeconfig");
  }

  @Test
  void answersAreAsTheirSchemasSay() {
    var added = stack.addCluster();
    stack.addMember(added.project(), "oidc:guests", "viewers");
    stack.api(ALICE).post(added.path() + "/trust", "{}");
    var bound =
        stack
            .api(ALICE)
            .post(
                added.path() + "/clusterroles/view/clusterbindings",
                "{\"userEmail\": \"bob@example.com\"}");
    assertThat(differences("post", "/clusterroles/{role}/clusterbindings", bound.object()))
        .isEmpty();
    var share = stack.api(ALICE).post(added.path() + "/shares", "{}");
    assertThat(differences("post", "/shares", share.object())).isEmpty();
    var check = stack.api(ALICE).post(added.path() + "/check", "{}");
    assertThat(differences("post", "/check", check.object())).isEmpty();

    var read =
        Endpoint.ALL.stream()
            .filter(endpoint -> endpoint.isApi() && endpoint.method().equals("GET"))
            .filter(endpoint -> endpoint.answer() == 200)
            .filter(endpoint -> isJson(endpoint.address()))
            .toList();
    assertThat(read).hasSizeGreaterThan(20);
    for (var endpoint : read) {
      var answer = stack.api(ADMIN).get(address(endpoint.address(), added));
      assertThat(answer.status()).as(endpoint.name()).isEqualTo(200);
      JsonValue json = answer.body().startsWith("[") ? answer.array() : answer.object();
      assertThat(
              schemas.differences(
                  answer(operation("get", endpoint.address().replaceAll("\\?.*", "")))
                      .orElseThrow(),
                  json))
          .as(endpoint.name())
          .isEmpty();
    }
  }

  @Test
  void aProblemIsAsItsSchemaSays() {
    var problem = stack.api(ALICE).get("/api/v1/projects/nothing").object();

    assertThat(
            schemas.differences(
                description
                    .getJsonObject("components")
                    .getJsonObject("schemas")
                    .getJsonObject("Problem"),
                problem))
        .isEmpty();
    assertThat(
            schemas.differences(
                description
                    .getJsonObject("components")
                    .getJsonObject("schemas")
                    .getJsonObject("Project"),
                problem))
        .contains("$ has detail, which is not described", "$ lacks id");
  }

  private List<String> differences(String method, String path, JsonObject json) {
    var address = "/api/v2/projects/{project_id}/clusters/{cluster_id}" + path;
    return schemas.differences(answer(operation(method, address)).orElseThrow(), json);
  }

  private boolean isJson(String address) {
    return !address.endsWith(".yaml")
        && !address.endsWith("/oidckubeconfig")
        && !address.contains("/kubeconfig");
  }

  private static String address(String address, Stack.Added added) {
    return address
        .replace("{project_id}", added.project())
        .replace("{cluster_id}", added.cluster());
  }

  private JsonObject operation(String method, String path) {
    return description
        .getJsonObject("paths")
        .getJsonObject(path.replace("/kubernetes/clusters", "/clusters"))
        .getJsonObject(method);
  }

  /** The schema of the answer to a call that went well. */
  private static Optional<JsonObject> answer(JsonObject operation) {
    return operation.getJsonObject("responses").entrySet().stream()
        .filter(answer -> answer.getKey().startsWith("2"))
        .flatMap(
            answer -> Stream.ofNullable(answer.getValue().asJsonObject().getJsonObject("content")))
        .flatMap(content -> content.values().stream())
        .map(type -> type.asJsonObject().getJsonObject("schema"))
        .findFirst();
  }

  private List<String> paths(String member) {
    return description.getJsonObject("paths").entrySet().stream()
        .flatMap(
            path ->
                METHODS.stream()
                    .filter(
                        method ->
                            path.getValue().asJsonObject().containsKey(method)
                                && path.getValue()
                                    .asJsonObject()
                                    .getJsonObject(method)
                                    .containsKey(member))
                    .map(method -> method + " " + path.getKey()))
        .toList();
  }

  private List<JsonObject> operations() {
    return description.getJsonObject("paths").values().stream()
        .map(JsonObject.class::cast)
        .flatMap(path -> METHODS.stream().filter(path::containsKey).map(path::getJsonObject))
        .toList();
  }
}
