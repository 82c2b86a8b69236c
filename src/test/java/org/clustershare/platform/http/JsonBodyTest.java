package org.clustershare.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  static Stream<String> noObjects() {
    return Stream.of(
        "",
        " ",
        "x",
        "null",
        "[]",
        "\"text\"",
        "7",
        "{",
        "{}{}",
        "{} x",
        "{'a': 1}",
        "{\"a\": }",
        "{\"a\": \"\u0001\"}",
        "{\"a\": ".repeat(100_000),
        "[".repeat(100_000),
        "{\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}");
  }

  @ParameterizedTest
  @MethodSource("noObjects")
  void whatIsNoObjectIsABadRequest(String text) {
    assertThatThrownBy(() -> JsonBody.of(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(PlatformProblem.BAD_REQUEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "{}", "[]", "[\"x\"]"})
  void aFieldOfAnotherKindIsNamed(String value) {
    var jsonBody = JsonBody.of("{\"name\": %s}".formatted(value));

    assertThatThrownBy(() -> jsonBody.text("name"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "{}", "\"x\"", "[1]", "[null]", "[{}, []]"})
  void whatIsNoListOfObjectsIsNamed(String value) {
    var jsonBody = JsonBody.of("{\"projects\": %s}".formatted(value));

    assertThatThrownBy(() -> jsonBody.objects("projects"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("projects");
  }

  @Test
  void aListOfObjectsIsReadObjectByObject() {
    var jsonBody = JsonBody.of("{\"projects\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}");

    assertThat(jsonBody.objects("projects").stream().map(one -> one.requireText("id")))
        .containsExactly("a", "b");
    assertThat(JsonBody.of("{}").objects("projects")).isEmpty();
    assertThat(JsonBody.of("{\"projects\": null}").objects("projects")).isEmpty();
  }
}
