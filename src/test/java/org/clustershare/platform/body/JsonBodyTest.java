package org.clustershare.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.groups.Default;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  /** A request with every kind of field. */
  @IgnoredFields({"labels", "id"})
  public record Request(
      Optional<String> name,
      @NotNull(groups = Strict.class) String owner,
      List<@Valid Membership> projects,
      Optional<@Valid Membership> first,
      Optional<@Pattern(regexp = "on|off", message = "must be on or off") String> mode,
      boolean flag) {
    public Request {
      projects = projects == null ? List.of() : List.copyOf(projects);
    }
  }

  /** A nested object. */
  public record Membership(@NotNull String id) {}

  /** Further constraints. */
  interface Strict extends Default {}

  private static JsonBody<Request> body(String text) {
    return JsonBody.of(text, Request.class);
  }

  private static void assertRefused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(PlatformProblem.BAD_REQUEST))
        .hasMessageContainingAll(words);
  }

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
    assertRefused(() -> body(text).value(), "not a JSON object");
    assertRefused(() -> body(text).has("name"), "not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"labels\": 1e9999}",
        "{\"labels\": 11111111111111111111111111111111111111111}",
        "{\"labels\": 1e-99999999}"
      })
  void anIgnoredFieldKeepsToTheLimitsToo(String text) {
    assertRefused(() -> body(text).value(), "not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "{}", "[]", "[\"x\"]"})
  void aTextOfAnotherKindIsNamed(String value) {
    assertRefused(
        () -> body("{\"name\": %s}".formatted(value)).value(), "field name must be a text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"true\"", "\"\"", "{}", "[]", "0"})
  void aFlagOfAnotherKindIsNamed(String value) {
    assertRefused(
        () -> body("{\"flag\": %s}".formatted(value)).value(), "field flag must be true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "[]", "\"x\""})
  void anObjectOfAnotherKindIsNamed(String value) {
    assertRefused(
        () -> body("{\"first\": %s}".formatted(value)).value(), "field first must be an object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "{}", "\"x\"", "[1]", "[null]", "[{}, []]"})
  void whatIsNoListOfObjectsIsNamed(String value) {
    assertRefused(
        () -> body("{\"projects\": %s}".formatted(value)).value(),
        "field projects must be a list of objects");
  }

  @Test
  void aListOfObjectsIsReadObjectByObject() {
    assertThat(body("{\"projects\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}").value().projects())
        .containsExactly(new Membership("a"), new Membership("b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": null, \"owner\": null, \"projects\": null, \"flag\": null, \"first\": null}",
        "{\"name\": \"\", \"owner\": \"\", \"mode\": \"\"}",
        "{\"name\": \"a\", \"name\": null}"
      })
  void nullAndTheEmptyTextCountAsAbsent(String text) {
    var request = body(text).value();

    assertThat(request.name()).isEmpty();
    assertThat(request.owner()).isNull();
    assertThat(request.projects()).isEmpty();
    assertThat(request.first()).isEmpty();
    assertThat(request.mode()).isEmpty();
    assertThat(request.flag()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"owner": ""}          | The body lacks the field owner.
          {"owner": "a", "projects": [{}]}             | The body lacks the field id.
          {"owner": "a", "projects": [{"id": null}]}   | The body lacks the field id.
          {"owner": "a", "first": {}}                  | The body lacks the field id.
          {"owner": "a", "mode": "ON"}                 | The body's field mode must be on or off.
          """)
  void aViolatedConstraintNamesTheField(String text, String sentence) {
    assertRefused(() -> body(text).value(Strict.class), sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "nmae, name",
    "Name, name",
    "names, name",
    "ownre, owner",
    "FLAG, flag",
    "project, projects",
  })
  void aMisspeltFieldIsRefusedWithTheNearestName(String field, String meant) {
    assertRefused(
        () -> body("{\"%s\": null}".formatted(field)).value(),
        "field " + field + " is unknown; did you mean " + meant + "?");
  }

  @Test
  void anUnknownFieldIsRefusedWithAllNames() {
    assertRefused(
        () -> body("{\"colour\": {}}").value(),
        "field colour is unknown; this call takes name, owner, projects, first, mode, flag.");
    assertRefused(
        () -> body("{\"projects\": [{\"idd\": \"a\"}]}").value(), "field idd", "mean id?");
    assertRefused(() -> body("{\"%s\": 1}".formatted("x".repeat(5_000))).value(), "xxx…");
  }

  @Test
  void fieldsOfKkpsClientsAreIgnored() {
    var request = body("{\"labels\": {\"nmae\": [1]}, \"id\": 7, \"name\": \"a\"}").value();

    assertThat(request.name()).contains("a");
  }

  @Test
  void aFieldThatIsNullIsThere() {
    var body = body("{\"name\": null, \"first\": {\"id\": null}, \"mode\": \"on\"}");

    assertThat(body.has("name")).isTrue();
    assertThat(body.has("owner")).isFalse();
    assertThat(body.has("first", "id")).isTrue();
    assertThat(body.has("first", "name")).isFalse();
    assertThat(body.has("mode", "id")).isFalse();
    assertThat(body.has("owner", "id")).isFalse();
  }
}
