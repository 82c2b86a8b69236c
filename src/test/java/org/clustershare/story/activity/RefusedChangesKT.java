package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.STRANGER;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;

/** Owners read who tried a change without permission. The number of these records is limited. */
@StoryTest
class RefusedChangesKT {
  private static final String REFUSED = "&action=permission.refuse";

  private final Stack stack;
  private final Trail trail;
  private final Added added;

  RefusedChangesKT(Stack stack) {
    this.stack = stack;
    this.trail = new Trail(stack.api(ADMIN));
    this.added = stack.addCluster();
    stack.addMember(added.project(), BOB, "viewers");
  }

  private List<JsonObject> refusals() {
    return trail.records(REFUSED).stream()
        .filter(one -> one.getString("project", "").equals(added.project()))
        .toList();
  }

  /** What was tried, by the person who tried it. */
  private Map<String, List<String>> changes() {
    return refusals().reversed().stream()
        .collect(
            Collectors.groupingBy(
                one -> one.getJsonObject("actor").getString("email"),
                Collectors.mapping(
                    one -> one.getJsonObject("details").getString("change"), Collectors.toList())));
  }

  @Test
  void aRefusedChangeIsRecordedWithThePersonAndTheReason() {
    var bob = stack.actor(BOB);
    assertThat(bob.in(added.project()).renames("Bob's")).hasStatus(403);
    assertThat(bob.at(added).triesToShare()).hasStatus(403);
    assertThat(bob.at(added).binds(BOB).to("admin")).hasStatus(403);
    assertThat(stack.actor(STRANGER).at(added).removes()).hasStatus(404);

    assertThat(changes())
        .containsOnly(
            Map.entry(BOB, List.of("rename-project", "share-cluster", "change-bindings")),
            Map.entry(STRANGER, List.of("remove-cluster")));
    assertThat(refusals())
        .allSatisfy(one -> assertThat(one.getString("result")).isEqualTo("REFUSED"));
    var strangers = refusals().getFirst();
    assertThat(strangers.getString("cluster")).isEqualTo(added.cluster());
    assertThat(strangers.getJsonObject("details").getString("problem"))
        .isEqualTo("project-unknown");
    assertThat(strangers.getJsonObject("from").getString("address")).isEqualTo("127.0.0.1");
    var ownersView =
        stack.api(ALICE).get("/api/v2/projects/%s/activity".formatted(added.project()));
    assertThat(ownersView.body()).contains("permission.refuse", STRANGER);
  }

  @Test
  void readingWithoutPermissionIsNotRecorded() {
    assertThat(stack.actor(STRANGER).in(added.project()).details()).hasStatus(404);
    assertThat(stack.api(BOB).get("/api/v2/projects/%s/activity".formatted(added.project())))
        .hasStatus(403);

    assertThat(refusals()).isEmpty();
  }

  @Test
  void anAttemptInAnUnknownProjectBelongsToNoProject() {
    var unknown = "unknown000";
    assertThat(stack.actor(STRANGER).in(unknown).deletes()).hasStatus(404);

    var latest =
        trail.records(REFUSED + "&person=" + STRANGER).stream()
            .filter(one -> !one.containsKey("project"))
            .findFirst()
            .orElseThrow();
    assertThat(latest.getJsonObject("object").getString("id")).isEqualTo(unknown);
  }

  @Test
  void manyAttemptsDoNotFloodTheTrail() {
    Actor bob = stack.actor(BOB);
    for (int i = 0; i < 150; i++) {
      assertThat(bob.in(added.project()).renames("Bob's")).hasStatus(403);
    }

    // Two minutes of the clock, if one ends meanwhile.
    assertThat(refusals()).hasSizeBetween(60, 122);
  }
}
