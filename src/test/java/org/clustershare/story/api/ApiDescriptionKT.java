package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.JsonObject;
import java.util.List;
import org.clustershare.story.driver.Stack;
import org.junit.jupiter.api.Test;

/** What generators of clients, and their users, need of {@code /openapi}. */
class ApiDescriptionKT {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private final Stack stack = Stack.shared();
  private final JsonObject description = stack.api(ALICE).get("/openapi?format=JSON").object();

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

  private List<JsonObject> operations() {
    return description.getJsonObject("paths").values().stream()
        .map(JsonObject.class::cast)
        .flatMap(path -> METHODS.stream().filter(path::containsKey).map(path::getJsonObject))
        .toList();
  }
}
