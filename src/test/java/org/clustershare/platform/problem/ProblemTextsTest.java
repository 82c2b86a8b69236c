package org.clustershare.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.console.Confirmation;
import org.clustershare.kubernetes.error.KubernetesProblem;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.TokenProblem;
import org.clustershare.platform.idempotency.IdempotencyProblem;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.activity.ActivityProblem;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.download.MissingRefreshTokenProblem;
import org.clustershare.trust.check.TrustProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTextsTest {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  static Stream<ProblemType> types() {
    return Stream.of(
            PlatformProblem.values(),
            IdempotencyProblem.values(),
            IdentityProblem.values(),
            TokenProblem.values(),
            ProjectProblem.values(),
            ActivityProblem.values(),
            ClusterProblem.values(),
            SharingProblem.values(),
            MissingRefreshTokenProblem.values(),
            BindingProblem.values(),
            KubernetesProblem.values(),
            TrustProblem.values())
        .flatMap(Arrays::<ProblemType>stream);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyProblemSaysWhatHappenedAndWhatNextInEveryLanguage(ProblemType type) {
    for (var language : LANGUAGES) {
      var problem = new ProblemException(type, "ARGUMENT", "ANOTHER", "THIRD").in(language);

      assertThat(problem.title()).isNotBlank().doesNotContain("{");
      assertThat(problem.detail()).isNotBlank().doesNotContain("{").doesNotContain("''");
      assertThat(problem.next()).isNotBlank().doesNotContain("{");
    }
    assertThat(new ProblemException(type, "", "").in(Locale.GERMAN).title())
        .isNotEqualTo(new ProblemException(type, "", "").in(Locale.ENGLISH).title());
  }

  @Test
  void keysAndStatusesStayAsClientsKnowThem() throws IOException {
    var lines = types().map(type -> type.key() + " " + type.status()).sorted().toList();

    assertThat(lines).isEqualTo(resource("/problem-keys.txt").lines().toList());
  }

  @Test
  void everyTextOfAProblemBelongsToOne() throws IOException {
    var keys = types().map(ProblemType::key).toList();

    assertThat(keys).doesNotHaveDuplicates();
    assertThat(texts("problems.properties").keySet().stream().filter(key -> key.endsWith(".title")))
        .allSatisfy(key -> assertThat(keys).contains(key.replace(".title", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "problems", "explanations", "faces"})
  void bothLanguagesHaveTheSameTexts(String bundle) throws IOException {
    var english = texts(bundle + ".properties");
    var german = texts(bundle + "_de.properties");

    assertThat(german.keySet()).isEqualTo(english.keySet());
    assertThat(german.keySet()).allSatisfy(key -> assertThat(german.getString(key)).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "problems", "explanations", "faces"})
  void germanIsQuotedAsGermanIs(String bundle) throws IOException {
    var german = texts(bundle + "_de.properties");

    assertThat(german.keySet())
        .allSatisfy(
            key ->
                assertThat(german.getString(key).replaceAll("„[^„“]*“", ""))
                    .doesNotContain("\"", "“", "„", "”"));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasDoneHasItsText(Confirmation confirmation) throws IOException {
    assertThat(texts("messages.properties").getString("done." + confirmation)).endsWith(".");
  }

  private static String resource(String path) throws IOException {
    try (var in = Objects.requireNonNull(ProblemTextsTest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The file alone: a bundle would fill its gaps from the other language. */
  private static ResourceBundle texts(String file) throws IOException {
    try (var in =
        Objects.requireNonNull(Problem.class.getResourceAsStream("/org/clustershare/" + file))) {
      return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
  }
}
