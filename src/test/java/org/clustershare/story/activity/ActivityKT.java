package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.STRANGER;
import static org.clustershare.story.driver.Stack.user;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.StoryTest;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Owners read who did what in their project. */
@StoryTest
class ActivityKT {
  private final Stack stack;
  private final Trail trail;

  ActivityKT(Stack stack) {
    this.stack = stack;
    this.trail = new Trail(stack.api(ADMIN));
  }

  private static String path(Added added) {
    return "/api/v2/projects/%s/activity".formatted(added.project());
  }

  private List<JsonObject> records(Added added, String query) {
    var answer = stack.api(ALICE).get(path(added) + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return records(answer);
  }

  private static List<JsonObject> records(Answer answer) {
    return answer.object().getJsonArray("records").getValuesAs(JsonObject.class);
  }

  private static List<String> actions(List<JsonObject> records) {
    return records.stream().map(one -> one.getString("action")).toList();
  }

  @Test
  void theStoryOfAShareIsToldFromItsLinkToItsEnd() {
    var added = stack.addCluster();
    var share = stack.api(ALICE).post(added.path() + "/shares", "").object();
    var link = URI.create(share.getString("link"));
    var bob = stack.visitor(BOB);
    var download = bob.open(bob.open(link).link("Sign in to continue"));
    assertThat(bob.get(download.link("Download kubeconfig")).status()).isEqualTo(200);
    stack.api(ALICE).delete(added.path() + "/shares/" + share.getString("id"));
    assertThat(bob.get(link).status()).isEqualTo(410);

    var records = records(added, "?cluster=" + added.cluster());
    assertThat(actions(records).reversed())
        .containsSubsequence(
            "cluster.add",
            "share.create",
            "share.open",
            "share.sign-in",
            "share.download",
            "share.revoke",
            "share.refuse");
    var shared =
        records.stream().filter(one -> one.getString("action").startsWith("share.")).toList();
    assertThat(shared)
        .allSatisfy(
            one ->
                assertThat(one.getJsonObject("object").getString("id"))
                    .isEqualTo(share.getString("id")));
    assertThat(records(added, "?action=share.download").getFirst().getJsonObject("actor"))
        .isEqualTo(Json.createObjectBuilder().add("kind", "PERSON").add("email", BOB).build());
    var refused = records(added, "?action=share.refuse").getFirst();
    assertThat(refused.getString("result")).isEqualTo("REFUSED");
    assertThat(refused.getJsonObject("details").getString("problem")).isEqualTo("share-revoked");
    var token = link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
    assertThat(records.toString()).doesNotContain(token);
  }

  @Test
  void aChangeInAClusterHasTwoRecordsOfWhichListsShowTheLast() {
    var added = stack.addCluster();
    var bindings = added.path() + "/clusterroles/view/clusterbindings";
    stack.api(ALICE).post(bindings, user("two@example.com"));
    assertThat(stack.api(ALICE).post(bindings, user("two@example.com")).status()).isEqualTo(400);

    var shown = records(added, "?action=binding.add&person=TWO@example.com");
    assertThat(shown).extracting(one -> one.getString("result")).containsExactly("REFUSED", "DONE");
    var exported = lines(export(added));
    assertThat(shown)
        .allSatisfy(
            one ->
                assertThat(exported)
                    .anySatisfy(
                        first -> {
                          assertThat(first.getString("id")).isEqualTo(one.getString("intent"));
                          assertThat(first.getString("result")).isEqualTo("STARTED");
                        }));
  }

  private Answer export(Added added) {
    return stack.api(ALICE).call("GET", path(added), "", "Accept", "application/x-ndjson");
  }

  private static List<JsonObject> lines(Answer export) {
    return export
        .body()
        .lines()
        .map(
            line -> {
              try (var reader = Json.createReader(new StringReader(line))) {
                return reader.readObject();
              }
            })
        .toList();
  }

  @Test
  void anExportHasEveryRecordInOrderAndEachIsChainedWithinSeconds() {
    var added = stack.addCluster();
    stack.api(ALICE).post(added.path() + "/shares", "");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(lines(export(added)))
                    .filteredOn(one -> one.getString("action").equals("share.create"))
                    .isNotEmpty()
                    .allSatisfy(
                        one -> {
                          assertThat(one).containsKeys("position", "mac");
                          assertThat(one.getString("mac")).matches("[0-9a-f]{64}");
                        }));
    var export = export(added);
    assertThat(export.contentType()).startsWith("application/x-ndjson");
    assertThat(export.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    var exported = lines(export);
    assertThat(exported).extracting(one -> one.getString("id")).isSorted().doesNotHaveDuplicates();
    assertThat(actions(exported)).contains("project.create", "cluster.add", "audit.export");
  }

  @Test
  void aReaderWalksThroughAllPages() {
    var added = stack.addCluster();
    for (int i = 0; i < 7; i++) {
      stack.api(ALICE).send("PATCH", added.path(), "{\"name\": \"name %d\"}".formatted(i));
    }
    var query = "?action=cluster.change&limit=2";

    var names = new ArrayList<String>();
    int pages = 0;
    for (var next = ""; next != null; pages++) {
      var answer = stack.api(ALICE).get(path(added) + query + next);
      records(answer).forEach(one -> names.add(one.getJsonObject("object").getString("name")));
      var cursor = answer.object().getString("next", "");
      next = cursor.isEmpty() ? null : "&before=" + cursor;
    }

    assertThat(names)
        .containsExactly("name 6", "name 5", "name 4", "name 3", "name 2", "name 1", "name 0");
    assertThat(pages).isEqualTo(4);
  }

  @Test
  void onlyOwnersAndAdminsRead() {
    var added = stack.addCluster();
    stack.addMember(added.project(), BOB, "editors");

    assertThat(stack.api(BOB).get(path(added)).status()).isEqualTo(403);
    assertThat(stack.api(STRANGER).get(path(added)).status()).isEqualTo(404);
    assertThat(stack.api(ADMIN).get(path(added)).status()).isEqualTo(200);
    assertThat(stack.api(ALICE).get("/api/v2/activity").status()).isEqualTo(403);
    assertThat(
            stack.api(BOB).call("GET", path(added), "", "Accept", "application/x-ndjson").status())
        .isEqualTo(403);
  }

  @Test
  void anAdminReadsWhatIsLeftOfADeletedProjectAndWhoSignedIn() {
    var project = stack.api(ALICE).createProject("Ended");
    stack.api(ALICE).delete("/api/v1/projects/" + project);
    stack.visitor(BOB).open(URI.create(stack.product.base() + "/console/projects"));

    assertThat(actions(records(stack.api(ADMIN).get("/api/v2/projects/" + project + "/activity"))))
        .containsExactly("project.delete", "project.create");
    assertThat(trail.records("&action=session.begin&person=" + BOB)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "action=share.explode, activity-action-unknown",
    "from=yesterday, activity-time-invalid",
    "to=%2B999999999-01-01T00:00:00Z, activity-time-invalid",
    "limit=0, activity-limit-invalid",
    "limit=501, activity-limit-invalid",
    "before=x' or '1'='1, activity-cursor-invalid",
    "cluster=../../etc, activity-cluster-invalid",
  })
  void aWrongParameterHasASentence(String query, String problem) {
    var answer = stack.api(ALICE).get(path(stack.cluster()) + "?" + query.replace(" ", "%20"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.object().getString("type")).endsWith(problem);
  }

  @Test
  void thePageShowsFiltersAndLeadsToOlderRecords() {
    var added = stack.addCluster();
    for (int i = 0; i < 51; i++) {
      stack.api(ALICE).send("PATCH", added.path(), "{\"name\": \"name %d\"}".formatted(i));
    }
    var alice = stack.visitor(ALICE);
    var console = stack.product.base() + "/console/";
    var project = alice.open(URI.create(console + "project/" + added.project()));
    var page = alice.open(project.link("Activity"));
    assertThat(page.title()).contains("Activity");
    var records = Jsoup.parse(page.body()).select("#records > li");
    assertThat(records).hasSize(50);
    assertThat(records.text()).contains("Cluster changed", "name 50", ALICE, "127.0.0.1", "done");

    var older = alice.open(page.link("Older"));
    assertThat(Jsoup.parse(older.body()).select("#records").text())
        .contains("Cluster added", "Project created")
        .doesNotContain("name 50");
    var filtered =
        alice.open(
            URI.create(
                console + "activity/" + added.project() + "?action=cluster.add&person=" + ALICE));
    assertThat(Jsoup.parse(filtered.body()).select("#records > li")).hasSize(1);
    var none =
        alice.open(URI.create(console + "activity/" + added.project() + "?person=x@example.com"));
    assertThat(none.body()).contains("No record matches these filters.");
  }
}
