package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.STRANGER;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd bodies, ids, methods and paths at the addresses of projects and members. */
@DatabaseTest
@StoryTest
class OddProjectRequestsKT {
  private static final String PROJECTS = "/api/v1/projects";

  private final Stack stack;
  private final Api alice;
  private final String project;
  private final String address;
  private final String users;

  OddProjectRequestsKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.api(ALICE);
    this.project = alice.createProject("Odd requests");
    this.address = PROJECTS + "/" + project;
    this.users = address + "/users";
  }

  private static JsonObject name(String name) {
    return Json.createObjectBuilder().add("name", name).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "[]",
        "[{}]",
        "\"text\"",
        "7",
        "{",
        "{}{}",
        "{}",
        "{\"name\": 7, \"email\": 7}",
        "{\"name\": [], \"email\": {}}",
        "{\"name\": \"\", \"email\": \"\"}",
        "{\"name\": \"a\\u0000\", \"email\": \"a\\u0000@example.com\"}",
        "{\"name\": \"\\ud800\", \"email\": \"\\ud800@example.com\"}",
        "{\"name\": \"a\\nb\", \"email\": \"a\\n@example.com\"}",
        "{\"name\": \"\\u202ea\", \"email\": \"bob@example.com\"}",
        "{\"name\": null, \"email\": \"bob@example.com\", \"projects\": {}}",
        "{\"email\": \"bob@example.com\", \"projects\": [7]}",
        "{\"email\": \"bob@example.com\", \"projects\": [{}]}",
        "{\"email\": \"bob@example.com\", \"projects\": [{\"id\": 7, \"group\": \"owners\"}]}",
        "{\"email\": \"bob@example.com\", \"projects\": [{\"id\": \"other\", \"group\":"
            + " \"owners\"}]}"
      })
  void aWrongBodyIsA400WithASentence(String body) {
    var alicesId = users + "/" + Person.id(ALICE);
    for (var answer :
        List.of(
            alice.call("POST", PROJECTS, body),
            alice.call("PUT", address, body),
            alice.call("POST", users, body),
            alice.call("PUT", alicesId, body))) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.object().getJsonObject("error").getString("message")).isNotBlank();
    }
    assertThat(alice.get(users).array()).hasSize(1);
  }

  @Test
  void hugeAndDeepBodiesAreRefused() {
    assertThat(alice.post(PROJECTS, name("x".repeat(1_100_000)).toString()).status())
        .isEqualTo(413);
    assertThat(alice.post(PROJECTS, name("x".repeat(400_000)).toString()).status()).isEqualTo(400);
    assertThat(alice.post(PROJECTS, "[".repeat(400_000)).status()).isEqualTo(400);
    assertThat(alice.post(PROJECTS, "{\"a\":".repeat(50_000)).status()).isEqualTo(400);
    assertThat(stack.addMember(project, "a@" + "b".repeat(400), "viewers").status()).isEqualTo(400);
    assertThat(alice.call("POST", PROJECTS, "{}", "Content-Type", "text/plain").status())
        .isIn(400, 415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "%00",
        "..%2f..",
        "%2e%2e",
        "%2F",
        "%5c",
        "'%20or%20'1'='1",
        "%F0%9F%9A%80",
        "a;b=c",
        "%C0%AF",
        "bcdfghjklm"
      })
  void anUnknownIdIsA404OrA400(String id) {
    for (var path :
        List.of(PROJECTS + "/" + id, PROJECTS + "/" + id + "/users", users + "/" + id)) {
      for (var method : List.of("GET", "PUT", "DELETE")) {
        assertThat(alice.call(method, path, "{\"name\": \"x\"}").status())
            .as(method + " " + path)
            .isIn(400, 404, 405);
      }
    }
    assertThat(alice.get(address).status()).isEqualTo(200);
  }

  @Test
  void anUnknownMethodIsAnsweredWithTheKnownOnes() {
    var answer = alice.call("DELETE", PROJECTS, "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/members/..%2f..%2fshare%2fx",
        "/console/members/..%2f..%2fdownload%2fx",
        "/share/..%2f..%2fconsole%2fprojects",
        "/share/x;y=z",
        "/share/%78",
        "/share//x",
        "/share/x/",
        "/share/%00",
        "/console/members/%00"
      })
  void aPageIsFoundUnderItsOwnAddressOnly(String path) {
    var answer = stack.visitor(STRANGER).get(URI.create(stack.product.base() + path));

    assertThat(answer.status()).as(answer.body()).isIn(302, 400, 404);
    assertThat(answer.body()).doesNotContain("No cluster is shared with this link", "members");
  }

  @Test
  void aVeryLongIdIsNoProject() {
    assertThat(alice.get(PROJECTS + "/" + "b".repeat(5_000)).status()).isEqualTo(404);
  }
}
