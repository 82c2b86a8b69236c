package org.clustershare.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Assertions stand where their failure fails the test, and waits wait for something. */
class SwallowedAssertionsTest {
  /**
   * A server takes an error of its handler for a broken connection: record there, assert outside.
   */
  private static final Pattern HANDLER =
      Pattern.compile(
          "(?:\\bexchange|\\(exchange, call\\)|\\(HttpExchange exchange\\))\\s*->\\s*|"
              + "\\(HttpExchange exchange[^)]*\\)[^{;]{0,60}(?=\\{)");

  private static final Pattern ASSERTION = Pattern.compile("\\b(?:assert[A-Z]\\w*|fail)\\(");

  /** Passes just as well when what must not happen has had no chance to happen. */
  private static final Pattern WAIT_FOR_NOTHING = Pattern.compile("\\.during\\(");

  static Stream<Path> tests() throws IOException {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("SwallowedAssertionsTest.java"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void thereAreHandlersToLookAt() throws IOException {
    var handlers = 0L;
    for (var test : tests().toList()) {
      handlers += handlers(Files.readString(test)).size();
    }
    assertThat(handlers).isGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void noHandlerOfAServerAsserts(Path test) throws IOException {
    assertThat(handlers(Files.readString(test)))
        .noneMatch(handler -> ASSERTION.matcher(handler).find());
  }

  @ParameterizedTest
  @MethodSource("tests")
  void noWaitPassesWhenNothingHappens(Path test) throws IOException {
    assertThat(Files.readString(test)).doesNotContainPattern(WAIT_FOR_NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "when((exchange, call) -> { if (a) { b(); } assertThat(x).isTrue(); });",
        "server.createContext(\"/\", exchange -> { fail(\"no\"); });",
        "server.createContext(\"/\", exchange -> assertEquals(1, 2)); other();",
        "private void answer(HttpExchange exchange) throws IOException { assertThat(1).isZero(); }"
      })
  void anAssertionInAHandlerIsFound(String source) {
    assertThat(handlers(source)).anyMatch(handler -> ASSERTION.matcher(handler).find());
  }

  @Test
  void anAssertionBehindAHandlerIsNone() {
    assertThat(handlers("when((exchange, call) -> { a(); }); assertThat(seen).isEmpty();"))
        .hasSize(1)
        .noneMatch(handler -> ASSERTION.matcher(handler).find());
  }

  /** What each handler does: its block, or its expression. */
  private static List<String> handlers(String source) {
    return HANDLER
        .matcher(source)
        .results()
        .map(found -> source.substring(found.end(), end(source, found.end())))
        .toList();
  }

  private static int end(String source, int begin) {
    int depth = 0;
    for (int i = begin; i < source.length(); i++) {
      char character = source.charAt(i);
      if (character == '{' || character == '(') {
        depth++;
      } else if (character == '}' || character == ')') {
        depth--;
        if (depth < 0 || (depth == 0 && character == '}')) {
          return i;
        }
      }
    }
    return source.length();
  }
}
