package org.clustershare.story.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Concurrently;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many writers of one binding, and requests that are repeated with an {@code Idempotency-Key}. */
@DatabaseTest
@StoryTest
class ConcurrentBindingsKT {
  private static final String ROLE = "default/namespace-viewer";
  private static final int PEOPLE = 25;

  private final ClusterActor alice;

  ConcurrentBindingsKT(Stack stack) {
    this.alice = stack.actor(ALICE).at(stack.cluster());
  }

  @BeforeEach
  void rolesAreThere() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(alice.roleNames()).contains("namespace-viewer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"edit", "default/namespace-editor"})
  void fiftyThatBindAndUnbindAtOnceLoseNothing(String role) {
    for (int i = 0; i < PEOPLE; i++) {
      alice.binds("leaver-%d@example.com".formatted(i)).to(role);
    }
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < PEOPLE; i++) {
      var comer = "comer-%d@example.com".formatted(i);
      var leaver = "leaver-%d@example.com".formatted(i);
      calls.add(() -> alice.binds(comer).to(role));
      calls.add(() -> alice.unbinds(leaver).from(role));
    }

    for (var answer : Concurrently.call(calls)) {
      assertThat(answer).hasStatus(200);
    }

    var bound = alice.bindingsLike(role);
    assertThat(bound).doesNotContain("leaver-");
    for (int i = 0; i < PEOPLE; i++) {
      assertThat(bound).containsOnlyOnce("\"comer-%d@example.com\"".formatted(i));
    }
  }

  @Test
  void manyConcurrentCallsBindAPersonOnce() {
    var answers =
        Concurrently.call(
            Collections.<Callable<Answer>>nCopies(
                20, () -> alice.binds("popular@example.com").to("edit")));

    assertThat(answers).extracting(Answer::status).containsOnly(200, 400).containsOnlyOnce(200);
    assertThat(alice.clusterBindings()).containsOnlyOnce("popular@example.com");
  }

  @Test
  void aRepeatedKeyGetsTheFirstAnswer() {
    var dana = alice.binds("once@example.com");

    var first = dana.onceTo(ROLE, "key-1");
    var second = dana.onceTo(ROLE, "\"key-1\"");

    assertThat(first).hasStatus(200);
    assertThat(second).hasStatus(200).hasBody(first.body());
    dana.from(ROLE);
  }

  @Test
  void aKeyBelongsToOneRequest() {
    var erin = alice.binds("one-request@example.com");
    erin.onceTo(ROLE, "key-2");

    assertThat(alice.binds("other@example.com").onceTo(ROLE, "key-2")).hasStatus(422);
    assertThat(erin.onceTo("view", "key-2")).hasStatus(422);
    assertThat(erin.onceTo(ROLE, "not a key")).hasStatus(400);
    erin.from(ROLE);
  }

  @Test
  void aFailureIsNotStoredWithItsKey() {
    var fred = alice.binds("failed@example.com");
    fred.to(ROLE);
    assertThat(fred.onceTo(ROLE, "key-3")).hasStatus(400);
    assertThat(fred.from(ROLE)).hasStatus(200);

    assertThat(fred.onceTo(ROLE, "key-3")).hasStatus(200);

    fred.from(ROLE);
  }

  @Test
  void manyRepetitionsAtOnceAreOneCall() {
    var many = alice.binds("many@example.com");

    for (var answer :
        Concurrently.call(
            Collections.<Callable<Answer>>nCopies(10, () -> many.onceTo(ROLE, "key-many")))) {
      // 409: the first one has no answer yet.
      assertThat(answer).hasStatus(200, 409);
    }

    assertThat(many.onceTo(ROLE, "key-many")).hasStatus(200);
    assertThat(many.from(ROLE)).doesNotContain("many@");
  }
}
