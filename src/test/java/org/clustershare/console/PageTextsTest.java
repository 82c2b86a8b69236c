package org.clustershare.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sentence stands in the bundle as a whole: other languages have another order of words. */
class PageTextsTest {
  private static final Path PAGES = Path.of("src/main/webapp/WEB-INF");
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
  private static final String TEXT = "#\\{text\\['([^']+)']}";
  private static final String INLINE = "\\s*(?:<(?:span|strong|em|code)\\b[^>]*>\\s*)*";

  static Stream<Path> pages() throws IOException {
    try (var files = Files.walk(PAGES)) {
      return files
          .filter(file -> file.toString().endsWith(".xhtml"))
          .sorted(Comparator.naturalOrder())
          .toList()
          .stream();
    }
  }

  @Test
  void thereArePagesToLookAt() throws IOException {
    assertThat(pages()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noValueIsPutBehindAPieceOfASentence(Path page) throws IOException {
    assertThat(found(page, TEXT + INLINE + "#\\{(?!text\\[)")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPieceOfASentenceIsPutBehindAValue(Path page) throws IOException {
    assertThat(found(page, "#\\{(?!text\\[)[^}]*}(?:</(?:span|strong|em|code)>)?:?\\s*" + TEXT))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aTextBeforeALinkIsAWholeSentence(Path page) throws IOException {
    var keys = matches(page, TEXT + "\\s*<a\\b").map(match -> match.group(1)).toList();

    for (var language : LANGUAGES) {
      assertThat(keys.stream().map(key -> texts(language).getString(key)))
          .allMatch(text -> text.matches("(?s).*[.?!]"));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aTextHasAPlaceForEachOfItsValues(Path page) throws IOException {
    var formats = matches(page, "of:format([1-5])\\(text\\['([^']+)']").toList();

    for (var language : LANGUAGES) {
      assertThat(formats)
          .allSatisfy(
              format ->
                  assertThat(
                          new MessageFormat(texts(language).getString(format.group(2)), language)
                              .getFormatsByArgumentIndex())
                      .as(format.group())
                      .hasSize(Integer.parseInt(format.group(1))));
    }
  }

  @Test
  void aCountOfOneIsSingular() {
    for (var language : LANGUAGES) {
      var counts =
          texts(language).keySet().stream()
              .map(texts(language)::getString)
              .filter(text -> text.contains(",choice,"))
              .map(text -> new MessageFormat(text, language))
              .toList();

      assertThat(counts).hasSizeGreaterThanOrEqualTo(3);
      assertThat(counts).allMatch(PageTextsTest::isChoice);
      assertThat(counts)
          .allSatisfy(
              count -> {
                assertThat(count.format(new Object[] {1})).doesNotContain("1");
                assertThat(count.format(new Object[] {12})).contains("12");
              });
    }
    assertThat(MessageFormat.format(texts(Locale.ENGLISH).getString("clusters.found"), 1))
        .isEqualTo("One cluster");
  }

  /** A key that is put together can be one that no bundle has. */
  @ParameterizedTest
  @MethodSource("pages")
  void aNameThatDependsOnDataGoesThroughTheFallback(Path page) throws IOException {
    assertThat(found(page, "text\\[[^]]*concat")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Robot", "???", "User.more", ""})
  void aKindThatIsNotKnownIsShownAsItIs(String kind) {
    for (var language : LANGUAGES) {
      assertThat(PageWords.name("kind.", kind, language)).isEqualTo(kind);
    }
  }

  @Test
  void aKindThatIsKnownHasANameInEachLanguage() {
    assertThat(PageWords.name("kind.", "Group", Locale.ENGLISH)).isEqualTo("group");
    assertThat(PageWords.name("kind.", "Group", Locale.GERMAN)).isEqualTo("Gruppe");
  }

  private static boolean isChoice(MessageFormat format) {
    return Arrays.stream(format.getFormats()).anyMatch(ChoiceFormat.class::isInstance);
  }

  private static List<String> found(Path page, String pattern) throws IOException {
    return matches(page, pattern)
        .map(MatchResult::group)
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  /** Comments are no text of a page. */
  private static Stream<MatchResult> matches(Path page, String pattern) throws IOException {
    var text = Files.readString(page).replaceAll("(?s)<!--.*?-->", "");
    return Pattern.compile(pattern).matcher(text).results();
  }

  private static ResourceBundle texts(Locale language) {
    return ResourceBundle.getBundle(
        "org.clustershare.messages",
        language,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
