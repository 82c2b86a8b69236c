package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.MIXED_CASE;
import static org.clustershare.story.driver.Stack.STRANGER;
import static org.clustershare.story.driver.Stack.membership;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects and members as a script sees them. */
class MembersKT {
  private static final String PROJECTS = "/api/v1/projects";

  private final Stack stack = Stack.shared();
  private final Api alice = stack.api(ALICE);
  private final String project = alice.createProject("Members");
  private final String address = PROJECTS + "/" + project;
  private final String users = address + "/users";

  private static JsonObject name(String name) {
    return Json.createObjectBuilder().add("name", name).build();
  }

  private static List<String> ids(Api.Answer list) {
    return list.array().getValuesAs(JsonObject.class).stream().map(p -> p.getString("id")).toList();
  }

  @Test
  void aProjectIsMadeRenamedListedAndDeletedAsInKkp() {
    var renamed = alice.call("PUT", address, name(" Renamed ").toString());
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.object().getString("name")).isEqualTo("Renamed");
    assertThat(renamed.object().getString("status")).isEqualTo("Active");
    var owner = renamed.object().getJsonArray("owners").getJsonObject(0);
    assertThat(owner.getString("email")).isEqualTo(ALICE);
    assertThat(owner.getString("name")).isEqualTo("Alice");
    assertThat(ids(alice.get(PROJECTS))).contains(project);

    assertThat(alice.delete(address).status()).isEqualTo(200);

    assertThat(alice.get(address).status()).isEqualTo(404);
    assertThat(ids(alice.get(PROJECTS))).doesNotContain(project);
  }

  @Test
  void aProjectWithAClusterIsNotDeletedAndSaysWhy() {
    var added = stack.addCluster();

    var refused = alice.delete(PROJECTS + "/" + added.project());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.object().getString("next")).contains("Remove its clusters first");
    assertThat(alice.get(added.path() + "/clusterbindings").status()).isEqualTo(200);
  }

  @Test
  void aMemberIsAddedChangedAndRemovedAsInKkp() {
    var added = stack.addMember(project, BOB, "viewers");
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.object().getString("id")).isEqualTo(Person.id(BOB));
    assertThat(added.object().getJsonArray("projects").getJsonObject(0).getString("group"))
        .isEqualTo("viewers");
    assertThat(added.object().getString("creationTimestamp")).isNotEmpty();
    assertThat(stack.addMember(project, "BOB@example.com", "owners").status()).isEqualTo(400);
    assertThat(alice.get(users).array()).hasSize(2);

    var changed =
        alice.call(
            "PUT", users + "/" + Person.id(BOB), membership(project, BOB, "editors").toString());
    assertThat(changed.status()).isEqualTo(200);
    assertThat(stack.api(BOB).get("/api/v1/me").object().getJsonArray("projects").toString())
        .contains("{\"id\":\"%s\",\"group\":\"editors\"}".formatted(project));

    assertThat(alice.delete(users + "/" + Person.id(BOB)).status()).isEqualTo(200);
    assertThat(stack.api(BOB).get(address).status()).isEqualTo(404);
    assertThat(alice.delete(users + "/" + Person.id(BOB)).status()).isEqualTo(404);
  }

  @Test
  void somebodyIsAddedBeforeTheyEverSignInWithTheEmailInAnyCase() {
    stack.addMember(project, "mIXED.cASE@eXAMPLE.cOM", "editors");

    assertThat(stack.api(MIXED_CASE).get(address).status()).isEqualTo(200);
    assertThat(alice.get(users).body()).contains("mIXED.cASE@eXAMPLE.cOM");
  }

  @Test
  void aGroupIsAMemberAndTheHighestRoleCounts() {
    assertThat(stack.addMember(project, "oidc:guests", "viewers").status()).isEqualTo(201);
    assertThat(stack.addMember(project, "oidc:GUESTS", "owners").status()).isEqualTo(201);
    var carol = stack.api(CAROL);
    assertThat(ids(carol.get(PROJECTS))).contains(project);
    assertThat(carol.call("PUT", address, name("x").toString()).status()).isEqualTo(403);

    stack.addMember(project, CAROL, "editors");

    assertThat(carol.call("PUT", address, name("Carol's").toString()).status()).isEqualTo(200);
    assertThat(carol.get("/api/v1/me").object().getJsonArray("projects").toString())
        .contains("{\"id\":\"%s\",\"group\":\"editors\"}".formatted(project));
  }

  @Test
  void anAdminSeesAllWhenAskedAndRepairsWhatNobodyOwns() {
    var admin = stack.api(ADMIN);
    assertThat(ids(admin.get(PROJECTS))).doesNotContain(project);
    assertThat(ids(admin.get(PROJECTS + "?displayAll=true"))).contains(project);
    assertThat(ids(stack.api(STRANGER).get(PROJECTS + "?displayAll=true"))).doesNotContain(project);
    assertThat(admin.get("/api/v1/me").object().getBoolean("isAdmin")).isTrue();

    assertThat(admin.post(users, membership(project, BOB, "owners")).status()).isEqualTo(201);
    assertThat(admin.delete(users + "/" + Person.id(ALICE)).status()).isEqualTo(200);
    assertThat(admin.delete(users + "/" + Person.id(BOB)).status()).isEqualTo(409);
  }

  @Test
  void aLostRaceIsTold() {
    var seen = alice.get(users).etag();
    assertThat(alice.get(address).etag()).isEqualTo(seen);
    var added = stack.addMember(project, BOB, "viewers");
    assertThat(added.etag()).isNotEqualTo(seen).isEqualTo(alice.get(users).etag());
    var bob = users + "/" + Person.id(BOB);
    var editor = membership(project, BOB, "editors").toString();

    var lost = alice.call("PUT", bob, editor, "If-Match", seen);
    assertThat(lost.status()).isEqualTo(412);
    assertThat(lost.object().getString("type")).endsWith("precondition-failed");
    assertThat(alice.call("DELETE", bob, "", "If-Match", seen).status()).isEqualTo(412);
    assertThat(alice.call("DELETE", address, "", "If-Match", seen).status()).isEqualTo(412);
    assertThat(alice.call("PUT", address, name("x").toString(), "If-Match", seen).status())
        .isEqualTo(412);
    for (var malformed : List.of("7", "\"7", "*, \"7\"", "")) {
      assertThat(alice.call("PUT", bob, editor, "If-Match", malformed).status()).isEqualTo(400);
    }

    var changed = alice.call("PUT", bob, editor, "If-Match", added.etag());
    assertThat(changed.status()).isEqualTo(200);
    assertThat(alice.call("DELETE", bob, "", "If-Match", changed.etag()).status()).isEqualTo(200);
    assertThat(alice.call("PUT", address, name("x").toString(), "If-Match", "*").status())
        .isEqualTo(200);
  }

  @Test
  void aShareEndsWithTheGroupRoleOfWhoeverMadeIt() {
    var added = stack.addCluster();
    stack.addMember(added.project(), "oidc:developers", "editors");
    var link = stack.api(BOB).post(added.path() + "/shares", "").object().getString("link");
    assertThat(stack.visitor(CAROL).open(URI.create(link)).status()).isEqualTo(200);

    alice.delete(
        "/api/v1/projects/%s/users/%s".formatted(added.project(), Sha256.hex("oidc:developers")));

    assertThat(stack.visitor(CAROL).open(URI.create(link)).status()).isEqualTo(410);
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
        "{\"email\": \"bob@example.com\", \"projects\": [{\"id\": \"other\", \"group\": \"owners\"}]}"
      })
  void aBodyThatIsWrongIsA400WithASentence(String body) {
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
  void aGroupThatIsNoRoleAndAMembershipElsewhereAreRefused() {
    for (var group : List.of("owner", "OWNERS", "admins", "owners-" + project, " owners")) {
      assertThat(stack.addMember(project, BOB, group).status()).isEqualTo(400);
    }
    var other = alice.createProject("Other");
    assertThat(alice.post(users, membership(other, BOB, "viewers")).status()).isEqualTo(400);
    stack.addMember(project, BOB, "viewers");
    assertThat(
            alice
                .call(
                    "PUT",
                    users + "/" + Person.id(BOB),
                    membership(project, CAROL, "owners").toString())
                .status())
        .isEqualTo(400);
  }

  @Test
  void whatIsHugeOrDeepIsRefusedAndNothingBreaks() {
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
  void anIdThatIsNoneIsA404OrA400(String id) {
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
  void aMethodThatAnAddressLacksIsAnsweredWithThoseItHas() {
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
