package org.clustershare.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final Path MAIN = Path.of("src/main/java/org/clustershare");
  private static final Object[] ARGUMENTS = {"eins", "zwei", "drei"};

  /** Names of fields and settings, and patterns of nothing but arguments, are the same words. */
  private static final Set<String> ALIKE_IN_BOTH =
      Set.of(
          "said",
          "joined",
          "check.version",
          "kubeconfig.part.cluster",
          "kubeconfig.part.current-context",
          "kubeconfig.part.user",
          "pem.key-phrased",
          "pem.phrased");

  static Stream<String> keys() {
    return Message.texts(Locale.ENGLISH).keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyExplanationIsWrittenInGermanWithTheSameArguments(String key) {
    var english = Message.texts(Locale.ENGLISH).getString(key);
    var german = Message.texts(Locale.GERMAN).getString(key);

    assertThat(places(german)).isEqualTo(places(english));
    assertThat(new Message(key, List.of(ARGUMENTS)).in(Locale.GERMAN)).doesNotContain("''", "{");
    if (!ALIKE_IN_BOTH.contains(key)) {
      assertThat(german).isNotEqualTo(english);
      assertThat(german)
          .doesNotContainPattern("\\b([Tt]he|[Ii]ts?|is|are|with|holds|answers?|more than)\\b");
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theSentenceThatARowKeepsIsReadInEveryLanguage(String key) {
    var message = new Message(key, List.of(ARGUMENTS));

    assertThat(Message.recognize(message.toString()).in(Locale.GERMAN))
        .isEqualTo(ALIKE_IN_BOTH.contains(key) ? message.toString() : message.in(Locale.GERMAN));
  }

  static Stream<String> earlierKeys() {
    return MessageRecognizer.EARLIER.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("earlierKeys")
  void aSentenceOfAnEarlierVersionIsReadInEveryLanguage(String name) {
    var key = MessageRecognizer.withoutSuffix(name);
    var earlier = MessageFormat.format(MessageRecognizer.EARLIER.getString(name), ARGUMENTS);

    for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      assertThat(Message.recognize(earlier).in(language))
          .isEqualTo(new Message(key, List.of(ARGUMENTS)).in(language));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Role a/b was made by somebody else and differs from the default role of this name",
        "c.example.com:6443 did not answer within 5000 ms.",
        "The cluster's server is too slow: the time for it is up."
      })
  void aRowOfTheFirstVersionIsReadInGerman(String sentence) {
    assertThat(Message.recognize(sentence).in(Locale.GERMAN))
        .isNotEqualTo(sentence)
        .containsPattern("wurde von jemand anderem angelegt|hat nicht innerhalb|Das Zeitlimit ist");
  }

  @Test
  void whatIsKeptWithinAnotherSentenceIsReadToo() {
    assertThat(Message.recognize("ClusterRole view lacks its labels; and 3 more").in(Locale.GERMAN))
        .isEqualTo("ClusterRole view hat seine Labels nicht; und 3 weitere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no roles for you", "clusterroles \"x\" is forbidden: {0} '' %s"})
  void whatAClusterSaidStaysAsItIs(String words) {
    assertThat(Message.verbatim(words).in(Locale.GERMAN)).isEqualTo(words);
    assertThat(Message.recognize(words).in(Locale.GERMAN)).isEqualTo(words);
  }

  @Test
  void onlyTheTopicsThatAreNamedAreConsidered() {
    assertThat(Message.recognize("the claim is missing", "trust").in(Locale.GERMAN))
        .isEqualTo("the claim is missing");
  }

  @Test
  void aMessageWithinAProblemIsInItsLanguage() {
    var problem =
        new ProblemException(
            PlatformProblem.BAD_REQUEST, Message.of("cluster.nothing-answers", "c", 12345));

    assertThat(problem.in(Locale.GERMAN).detail()).contains("Unter c:12345 antwortet nichts.");
    assertThat(problem.in(Locale.ENGLISH).detail()).contains("Nothing answers at c:12345.");
    assertThat(problem).hasMessageContaining("Nothing answers at c:12345.");
  }

  @Test
  void everyMessageInTheCodeHasItsText() throws IOException {
    var used = new TreeMap<String, String>();
    for (var file : sources()) {
      matches("Message\\.of\\(\\s*\"([^\"]+)\"(?!\\s*\\+)", Files.readString(file))
          .forEach(found -> used.put(found.group(1), file.toString()));
    }

    assertThat(used).hasSizeGreaterThan(90);
    assertThat(used.keySet()).isSubsetOf(keys().collect(Collectors.toSet()));
  }

  /** The reasons of steps and the causes of conflicts name the key of their sentence. */
  @ParameterizedTest
  @ValueSource(strings = {"RoleStep", "RolePlan"})
  void everyCauseOfADifferenceIsReadInGerman(String type) throws IOException {
    var source = Files.readString(MAIN.resolve("roles/plan/" + type + ".java"));
    var causes = matches("[A-Z_]+\\(\"([^\"]+)\"\\)[,;]", source).toList();

    assertThat(causes).hasSizeGreaterThanOrEqualTo(3);
    assertThat(causes)
        .allSatisfy(
            cause -> {
              var message = Message.of(cause.group(1), "Role a/b");
              assertThat(message.in(Locale.GERMAN))
                  .contains("Role a/b")
                  .isNotEqualTo(message.in(Locale.ENGLISH));
              assertThat(Message.recognize(message.toString()).in(Locale.GERMAN))
                  .isEqualTo(message.in(Locale.GERMAN));
            });
  }

  /**
   * Code that repeats a sentence would keep the old one when the bundle's is reworded: it names the
   * key instead.
   */
  @Test
  void noSentenceOfABundleIsRepeatedInCode() throws IOException {
    var sentences =
        Stream.of(Message.texts(Locale.ENGLISH), MessageRecognizer.EARLIER)
            .flatMap(bundle -> bundle.keySet().stream().map(bundle::getString))
            .map(pattern -> words(pattern.replace("''", "'")))
            .filter(sentence -> sentence.split(" ").length >= 3)
            .collect(Collectors.toSet());
    var repeated = new TreeSet<String>();
    int literals = 0;
    for (var file : sources()) {
      var source =
          Files.readString(file)
              .replaceAll("(?m)^\\s*(/?\\*|//).*$", "")
              .replaceAll("\"\\s*\\+\\s*\"", "");
      for (var literal : matches("\"((?:[^\"\\\\\n]|\\\\.)*)\"", source).toList()) {
        literals++;
        if (sentences.contains(words(literal.group(1)))) {
          repeated.add(file.getFileName() + ": " + literal.group(1));
        }
      }
    }

    assertThat(literals).isGreaterThan(2_000);
    assertThat(repeated).isEmpty();
  }

  /** A sentence without its end and without what is put into it. */
  private static String words(String sentence) {
    return sentence
        .replaceAll("\\{[0-9]}|%[-+,0-9]*[ds]|\\{}", "…")
        .replaceAll("^[ ….:;]+|[ ….:;]+$", "");
  }

  /** A sentence in Java would reach a German page in English. */
  @Test
  void noExceptionForPeopleIsMadeOfASentence() throws IOException {
    var sentences = new TreeSet<String>();
    for (var file : sources()) {
      matches(
              "(?s)new (ProblemException|Cluster\\w+Exception|ClusterCheckFailedException|Failed|Unanswered)"
                  + "\\((?:[^;\"]|\"[^\" ]*\")*?\"[^\"]*[a-z]+ [a-z]+[^\"]*\"",
              Files.readString(file))
          .map(found -> file.getFileName() + ": " + found.group())
          .forEach(sentences::add);
    }

    // The API alone throws these, and it speaks English.
    assertThat(sentences)
        .allMatch(
            sentence ->
                sentence.matches(
                    "(?s)(\\w+Resource|ProblemMapper|ExpectedVersion|ListPart|JsonBodyReader|JsonBody)\\.java: .*BAD_REQUEST.*"));
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> places(String pattern) {
    return matches("\\{[0-9]}", pattern).map(MatchResult::group).sorted().distinct().toList();
  }

  private static Stream<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results();
  }
}
