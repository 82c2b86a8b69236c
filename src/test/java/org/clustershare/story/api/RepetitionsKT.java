package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.membership;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;

/** Calls that create something, sent again with the same Idempotency-Key. */
@StoryTest
class RepetitionsKT {
  private static final String PROJECTS = "/api/v1/projects";

  private final Stack stack;
  private final Api alice;

  RepetitionsKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.api(ALICE);
  }

  /**
   * A kind of thing that is created, in a project of its own.
   *
   * @param path what the call is sent to, and a GET lists
   * @param body makes one with this name
   */
  private record Kind(String name, String path, Function<String, JsonObject> body) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Stream<Kind> kinds() {
    var added = stack.addCluster();
    var clusters = "/api/v2/projects/" + added.project();
    return Stream.of(
        new Kind("project", PROJECTS, RepetitionsKT::named),
        new Kind(
            "member",
            PROJECTS + "/" + added.project() + "/users",
            name -> membership(added.project(), name + "@example.com", "viewers")),
        new Kind("cluster", clusters + "/clusters", this::cluster),
        new Kind("cluster, KKP's path", clusters + "/kubernetes/clusters", this::cluster),
        new Kind("share", added.path() + "/shares", name -> JsonValue.EMPTY_JSON_OBJECT));
  }

  private static JsonObject named(String name) {
    return Json.createObjectBuilder().add("name", name).build();
  }

  private JsonObject cluster(String name) {
    return Api.clusterBody(name, stack.apiServer.kubeconfigText());
  }

  private int count(Kind kind) {
    return alice.get(kind.path()).array().size();
  }

  @Test
  void aRepetitionGetsTheFirstAnswerAndCreatesNothing() {
    assertThat(kinds()).isNotEmpty().allSatisfy(this::assertCreatedOnce);
  }

  private void assertCreatedOnce(Kind kind) {
    var key = RandomIds.id();
    var body = kind.body().apply("first-" + key);
    int before = count(kind);

    var first = alice.postOnce(key, kind.path(), body);
    var second = alice.postOnce("\"" + key + "\"", kind.path(), body);

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(second.status()).as(second.body()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    assertThat(count(kind)).isEqualTo(before + 1);
  }

  @Test
  void anotherRequestWithTheKeyIsRefusedAndSaysWhatToDo() {
    var key = RandomIds.id();
    assertThat(alice.postOnce(key, PROJECTS, named("one")).status()).isEqualTo(201);

    var reused = alice.postOnce(key, PROJECTS, named("two"));

    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.object().getString("type")).endsWith(":idempotency-key-reused");
    assertThat(reused.object().getString("next")).contains("new key");
    for (var wrong : List.of("not a key", "x".repeat(256))) {
      assertThat(alice.postOnce(wrong, PROJECTS, named("three")).status()).isEqualTo(400);
    }
  }

  @Test
  void ofManyRepetitionsAtOnceOneCreates() throws InterruptedException, ExecutionException {
    var project = stack.addCluster();
    var path = project.path() + "/shares";
    var key = RandomIds.id();
    var executor = Executors.newFixedThreadPool(10);
    try {
      var same =
          Collections.<Callable<Answer>>nCopies(
              10, () -> alice.postOnce(key, path, JsonValue.EMPTY_JSON_OBJECT));
      for (var answer : executor.invokeAll(same)) {
        assertThat(answer.get().status()).as(answer.get().body()).isIn(201, 409);
        assertThat(answer.get().headers().firstValue("Retry-After").isPresent())
            .isEqualTo(answer.get().status() == 409);
      }
    } finally {
      executor.shutdown();
    }
    assertThat(alice.get(path).array()).hasSize(1);
    assertThat(alice.postOnce(key, path, JsonValue.EMPTY_JSON_OBJECT).object().getString("id"))
        .isEqualTo(alice.get(path).array().getJsonObject(0).getString("id"));
  }

  @Test
  void whatFailedCanBeSentAgainWithItsKey() {
    var project = alice.createProject("Failing");
    var users = PROJECTS + "/" + project + "/users";
    var bob = membership(project, BOB, "viewers");
    var id = alice.post(users, bob).object().getString("id");
    var key = RandomIds.id();

    assertThat(alice.postOnce(key, users, bob).status()).isBetween(400, 499);
    assertThat(alice.delete(users + "/" + id).status()).isEqualTo(200);
    assertThat(alice.postOnce(key, users, bob).status()).isEqualTo(201);
  }

  @Test
  void aDryRunKeepsNoAnswer() {
    var project = alice.createProject("Dry");
    var path = "/api/v2/projects/%s/clusters".formatted(project);
    var key = RandomIds.id();

    assertThat(alice.postOnce(key, path + "?dryRun=true", cluster("c")).status()).isEqualTo(200);
    assertThat(alice.postOnce(key, path, cluster("c")).status()).isEqualTo(201);
  }

  @Test
  void aKeyBelongsToOnePersonWhoStillNeedsTheRole() {
    var added = stack.addCluster();
    var users = PROJECTS + "/" + added.project() + "/users";
    var path = added.path() + "/shares";
    var key = RandomIds.id();
    var member = stack.addMember(added.project(), BOB, "editors").object().getString("id");
    stack.addMember(added.project(), CAROL, "editors");
    var bob = stack.api(BOB);

    var first = bob.postOnce(key, path, JsonValue.EMPTY_JSON_OBJECT);
    assertThat(first.status()).isEqualTo(201);
    var carols = stack.api(CAROL).postOnce(key, path, JsonValue.EMPTY_JSON_OBJECT);
    assertThat(carols.object().getString("id")).isNotEqualTo(first.object().getString("id"));

    alice.put(users + "/" + member, membership(added.project(), BOB, "viewers").toString());
    assertThat(bob.postOnce(key, path, JsonValue.EMPTY_JSON_OBJECT).status()).isEqualTo(403);
    alice.delete(users + "/" + member);
    assertThat(bob.postOnce(key, path, JsonValue.EMPTY_JSON_OBJECT).status()).isEqualTo(404);
  }
}
