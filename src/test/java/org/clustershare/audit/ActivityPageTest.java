package org.clustershare.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/activity.md} and the console's texts name each {@link AuditAction}. */
class ActivityPageTest {
  private static final Path PAGE = Path.of("docs", "activity.md");
  private static final String BEGIN = "| action | when |\n|---|---|\n";
  private static final String REGENERATE =
      "./mvnw test -Dtest=ActivityPageTest -Dactivity.write=true";

  @Test
  void thePageListsEveryAction() throws IOException {
    var page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf("\n\n", begin);
    if (Boolean.getBoolean("activity.write")) {
      page = page.substring(0, begin) + table() + page.substring(end);
      Files.writeString(PAGE, page);
    }

    assertThat(page)
        .as("the table in docs/activity.md is made from AuditAction: " + REGENERATE)
        .contains(BEGIN + table() + "\n\n");
  }

  private static String table() {
    return Arrays.stream(AuditAction.values())
        .map(action -> "| `%s` | %s |".formatted(action.key(), action.description()))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @EnumSource(AuditAction.class)
  void everyActionHasAStableNameAndAWordInEachLanguage(AuditAction action) {
    assertThat(action.key()).matches("[a-z]+\\.[a-z-]+").hasSizeLessThanOrEqualTo(40);
    assertThat(AuditAction.of(action.key())).contains(action);
    for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      var texts =
          ResourceBundle.getBundle(
              "org.clustershare.messages",
              language,
              ResourceBundle.Control.getNoFallbackControl(
                  ResourceBundle.Control.FORMAT_PROPERTIES));
      assertThat(texts.getString("activity." + action.key())).isNotBlank();
    }
  }

  @Test
  void everyResultHasAWord() {
    var texts = ResourceBundle.getBundle("org.clustershare.messages", Locale.ENGLISH);

    assertThat(AuditResult.values())
        .allSatisfy(
            result -> assertThat(texts.getString("activity.result." + result)).isNotBlank());
  }
}
