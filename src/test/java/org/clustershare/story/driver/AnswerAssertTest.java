package org.clustershare.story.driver;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.clustershare.testbed.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The assertions of the story's tests themselves: each one can fail. */
class AnswerAssertTest {
  private static final Answer PROBLEM =
      answer(
          409,
          """
          {"type": "urn:cluster-share:problem:other-cluster", "detail": "It is another cluster.",
           "next": "Ask its owner.", "name": "one", "certain": false}
          """);
  private static final Answer CONDITIONS =
      answer(
          200,
          """
          [{"type": "Reachable", "status": "True", "reason": "Answers"},
           {"type": "RolesInSync", "status": "False", "reason": "Drift"}]
          """);

  private static Answer answer(int status, String body) {
    return new Answer(
        status, "application/json", body, HttpHeaders.of(Map.of(), (name, value) -> true));
  }

  private static Stream<Consumer<Answer>> wrongAboutTheProblem() {
    return Stream.of(
        problem -> assertThat(problem).hasStatus(400),
        problem -> assertThat(problem).hasStatus(200, 201),
        problem -> assertThat(problem).hasProblem("cluster-unknown"),
        problem -> assertThat(problem).hasProblem("other"),
        problem -> assertThat(problem).hasDetail("another", "the same"),
        problem -> assertThat(problem).hasNext("Ask", "administrator"),
        problem -> assertThat(problem).hasField("name", "two"),
        problem -> assertThat(problem).hasFieldWith("name", "o", "two"),
        problem -> assertThat(problem).hasFlag("certain", true),
        problem -> assertThat(problem).hasBody("{}"),
        problem -> assertThat(problem).contains("urn:", "missing"),
        problem -> assertThat(problem).containsOnlyOnce("cluster"),
        problem -> assertThat(problem).doesNotContain("missing", "urn:"));
  }

  @ParameterizedTest
  @MethodSource("wrongAboutTheProblem")
  void everyAssertionCanFail(Consumer<Answer> wrong) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.accept(PROBLEM));
  }

  @Test
  void aProblemWithoutANextStepFails() {
    var silent = answer(400, "{\"next\": \" \"}");

    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(silent).hasNext());
  }

  @Test
  void whatIsTruePasses() {
    assertThatNoException()
        .isThrownBy(
            () ->
                assertThat(PROBLEM)
                    .hasStatus(409)
                    .hasStatus(400, 409)
                    .hasProblem("other-cluster")
                    .hasDetail("another")
                    .hasNext()
                    .hasNext("owner")
                    .hasField("name", "one")
                    .hasFieldWith("name", "o", "ne")
                    .hasFlag("certain", false)
                    .contains("urn:")
                    .containsOnlyOnce("Ask")
                    .doesNotContain("missing"));
  }

  @Test
  void aFailurePrintsTheBody() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(PROBLEM).hasStatus(200))
        .withMessageContaining("It is another cluster.");
  }

  /** One entry of the list has all three; it is not enough that each stands somewhere. */
  @Test
  void aConditionIsOneEntryOfTheList() {
    assertThatNoException()
        .isThrownBy(() -> assertThat(CONDITIONS).hasCondition("RolesInSync", "False", "Drift"));
    for (var wrong :
        List.of(
            List.of("Reachable", "False", "Drift"),
            List.of("RolesInSync", "True", "Drift"),
            List.of("RolesInSync", "False", "Answers"))) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(
              () -> assertThat(CONDITIONS).hasCondition(wrong.get(0), wrong.get(1), wrong.get(2)));
    }
  }
}
