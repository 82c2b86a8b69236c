package org.clustershare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.clustershare.cluster.control.ClusterProblem;
import org.clustershare.identity.control.IdentityProblem;
import org.clustershare.project.control.ProjectProblem;
import org.clustershare.rbac.control.RbacProblem;
import org.clustershare.sharing.control.SharingProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTextsTest {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  static Stream<ProblemType> types() {
    return Stream.of(
            PlatformProblem.values(),
            IdentityProblem.values(),
            ProjectProblem.values(),
            ClusterProblem.values(),
            SharingProblem.values(),
            RbacProblem.values())
        .flatMap(Arrays::<ProblemType>stream);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyProblemSaysWhatHappenedAndWhatNextInEveryLanguage(ProblemType type) {
    for (var language : LANGUAGES) {
      var problem = new ProblemException(type, "ARGUMENT", "ANOTHER").in(language);

      assertThat(problem.title()).isNotBlank().doesNotContain("{");
      assertThat(problem.detail()).isNotBlank().doesNotContain("{").doesNotContain("''");
      assertThat(problem.next()).isNotBlank().doesNotContain("{");
    }
    assertThat(new ProblemException(type, "", "").in(Locale.GERMAN).title())
        .isNotEqualTo(new ProblemException(type, "", "").in(Locale.ENGLISH).title());
  }

  @Test
  void thePagesHaveTheSameTextsInBothLanguages() {
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    var english = ResourceBundle.getBundle("org.clustershare.messages", Locale.ROOT, control);
    var german = ResourceBundle.getBundle("org.clustershare.messages", Locale.GERMAN, control);

    // handleKeySet gives a bundle's own keys, without its parent's.
    assertThat(german.keySet()).isEqualTo(english.keySet());
    assertThat(english.keySet()).allSatisfy(key -> assertThat(german.getString(key)).isNotBlank());
  }
}
