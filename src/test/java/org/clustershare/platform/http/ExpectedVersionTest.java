package org.clustershare.platform.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As RFC 9110, sections 8.8.3 and 13.1.1, have it. */
class ExpectedVersionTest {
  private static void assertProblem(ProblemType type, Runnable code) {
    assertThatThrownBy(code::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> org.assertj.core.api.Assertions.assertThat(problem.type()).isEqualTo(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        " * ",
        "\"7\"",
        "\"6\", \"7\"",
        "\"7\",\"8\"",
        "W/\"7\", \"7\"",
        "\"a,b\",\"7\""
      })
  void theseLetVersion7BeChanged(String header) {
    assertThatCode(() -> ExpectedVersion.of(List.of(header)).check(7)).doesNotThrowAnyException();
  }

  @Test
  void withoutTheHeaderEverythingIsLetThrough() {
    assertThatCode(() -> ExpectedVersion.of(List.of()).check(7)).doesNotThrowAnyException();
    assertThatCode(() -> ExpectedVersion.of((List<String>) null).check(7))
        .doesNotThrowAnyException();
  }

  @Test
  void severalLinesAreOneList() {
    assertThatCode(() -> ExpectedVersion.of(List.of("\"6\"", "\"7\"")).check(7))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"6\"", "W/\"7\"", "\"\"", "\"77\"", "\"6,7\"", "\"07\""})
  void theseAreALostRace(String header) {
    assertProblem(
        PlatformProblem.PRECONDITION_FAILED, () -> ExpectedVersion.of(List.of(header)).check(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "7",
        "\"7",
        "7\"",
        "'7'",
        "*, \"7\"",
        "\"7\" \"8\"",
        "w/\"7\"",
        ",",
        "\"7\"x"
      })
  void theseAreNoListOfTags(String header) {
    assertProblem(PlatformProblem.BAD_REQUEST, () -> ExpectedVersion.of(List.of(header)));
  }
}
