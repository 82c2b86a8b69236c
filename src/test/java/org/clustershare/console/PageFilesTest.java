package org.clustershare.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Faces finds only when a person opens the page. */
class PageFilesTest {
  private static final Path WEB_INF = Path.of("src/main/webapp/WEB-INF");
  private static final Path BEANS = Path.of("src/main/java/org/clustershare/console");

  static Stream<Path> pages() throws IOException {
    return files(WEB_INF, ".xhtml").stream();
  }

  @Test
  void eachAddressHasItsPage() {
    assertThat(PageServlet.PAGES).hasSizeGreaterThan(10);
    assertThat(PageServlet.PAGES.values())
        .allSatisfy(
            page -> assertThat(WEB_INF.resolve("pages/" + page.file() + ".xhtml")).isRegularFile());
  }

  @Test
  void eachTagHasItsFileAndEachFileItsTag() throws IOException {
    var tags =
        matches(WEB_INF.resolve("cluster-share.taglib.xml"), "<source>(.*?)</source>")
            .map(source -> WEB_INF.resolve(source.group(1)))
            .toList();

    assertThat(tags).containsExactlyInAnyOrderElementsOf(files(WEB_INF.resolve("tags"), ".xhtml"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachBeanAndEachIncludedFileExists(Path page) throws IOException {
    var classes =
        files(BEANS, ".java").stream().map(file -> file.getFileName().toString()).toList();

    assertThat(
            matches(page, "\\b([a-z]\\w*(?:Page|Section|Form|Cluster|Problems))\\.")
                .map(bean -> bean.group(1))
                .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)))
        .allSatisfy(name -> assertThat(classes).contains(name + ".java"));
    assertThat(matches(page, "(?:template|src)=\"/(WEB-INF/[^\"]+)\"").map(file -> file.group(1)))
        .allSatisfy(file -> assertThat(Path.of("src/main/webapp", file)).isRegularFile());
  }

  /** The page's policy (CSP style-src) refuses inline styles; an Optional may be empty. */
  @ParameterizedTest
  @MethodSource("pages")
  void noPageHasAStyleOfItsOwnOrTakesAnOptionalForFull(Path page) throws IOException {
    assertThat(matches(page, "\\bstyle=\"|\\.get\\(\\)").map(MatchResult::group)).isEmpty();
  }

  /** Beside a definition, a posted form of a stateless view would not run its actions. */
  @ParameterizedTest
  @MethodSource("pages")
  void metadataStandsInADefinition(Path page) throws IOException {
    assertThat(
            matches(page, "(?<!<ui:define name=\"metadata\">)<f:metadata>").map(MatchResult::group))
        .isEmpty();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static Stream<MatchResult> matches(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern).matcher(Files.readString(file)).results();
  }
}
