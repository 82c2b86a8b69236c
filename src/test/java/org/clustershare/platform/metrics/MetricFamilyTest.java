package org.clustershare.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.sharing.SharingProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics, their reference, and what dashboard and alert rules name. */
class MetricFamilyTest {
  private static final Pattern SERIES = Pattern.compile("cluster_share_[a-z_]+");

  /** Metrics that the server itself exposes. */
  private static final List<String> OF_THE_SERVER =
      List.of("memory_usedHeap_bytes", "memory_maxHeap_bytes");

  private static String read(String path) throws IOException {
    return Files.readString(Path.of(path));
  }

  @Test
  void theReferenceHasEveryFamilyWithItsTypeAndLabels() throws IOException {
    var rows =
        Pattern.compile("(?m)^\\| `(cluster_share_[a-z_]+)` \\| (\\w+) \\| (.*?) \\| (.+?) \\|$")
            .matcher(read("docs/metrics.md"))
            .results()
            .toList();

    assertThat(rows).hasSize(MetricFamily.values().length);
    for (var family : MetricFamily.values()) {
      var row =
          rows.stream()
              .filter(found -> found.group(1).equals(family.seriesNames().getFirst()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(family + " has no row in docs/metrics.md"));
      assertThat(row.group(2)).as(family.name()).isEqualTo(typeInTheReference(family));
      assertThat(row.group(3)).as(family.name()).isEqualTo(labelsInTheReference(family));
    }
  }

  private static String typeInTheReference(MetricFamily family) {
    return switch (family.type()) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case TIMER -> "summary";
    };
  }

  private static String labelsInTheReference(MetricFamily family) {
    return String.join(
        "; ",
        family.labels().entrySet().stream()
            .map(label -> "`%s`: %s".formatted(label.getKey(), String.join(", ", label.getValue())))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server-config/grafana/cluster-share.json",
        "server-config/prometheus/rules.yaml",
        "src/test/prometheus/rules_test.yaml"
      })
  void dashboardAndRulesNameOnlyMetricsThatTheProductHas(String file) throws IOException {
    var names = SERIES.matcher(read(file)).results().map(MatchResult::group).distinct().toList();

    assertThat(names)
        .hasSizeGreaterThan(8)
        .allSatisfy(name -> assertThat(MetricFamily.ofSeries(name)).as(name).isPresent());
  }

  @Test
  void everyQueryOfTheDashboardNamesAKnownMetric() throws IOException {
    var queries =
        Pattern.compile("\"expr\": \"(.*)\"")
            .matcher(read("server-config/grafana/cluster-share.json"))
            .results()
            .map(query -> query.group(1))
            .toList();

    assertThat(queries)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            query ->
                assertThat(
                        Stream.concat(
                            OF_THE_SERVER.stream(),
                            Arrays.stream(MetricFamily.values())
                                .flatMap(family -> family.seriesNames().stream())))
                    .as(query)
                    .anyMatch(name -> Pattern.compile(name + "\\b").matcher(query).find()));
  }

  @Test
  void labelsInQueriesHaveValuesThatExist() throws IOException {
    var selectors =
        Pattern.compile("(cluster_share_[a-z_]+)\\{([^}]*)}")
            .matcher(
                read("server-config/prometheus/rules.yaml")
                    + read("server-config/grafana/cluster-share.json").replace("\\\"", "\""))
            .results()
            .toList();

    assertThat(selectors).isNotEmpty();
    for (var selector : selectors) {
      var family = MetricFamily.ofSeries(selector.group(1)).orElseThrow();
      Pattern.compile("([a-z]+)!?=\"([^\"$]+)\"")
          .matcher(selector.group(2))
          .results()
          .forEach(
              label ->
                  assertThat(family.labels().get(label.group(1)))
                      .as(selector.group())
                      .contains(label.group(2)));
    }
  }

  @Test
  void aValueThatIsNotListedIsRefused() {
    assertThatThrownBy(() -> Metrics.tags(MetricFamily.DOWNLOADS, "alice@example.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cluster_share_downloads has no result=alice@example.com");
    assertThatThrownBy(() -> Metrics.tags(MetricFamily.DOWNLOADS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyCombinationOfLabelsExistsFromTheStart() {
    assertThat(Metrics.combinations(List.of(List.of("a", "b"), List.of("1", "2"))))
        .containsExactly(
            List.of("a", "1"), List.of("a", "2"), List.of("b", "1"), List.of("b", "2"));
    assertThat(Metrics.combinations(List.of())).containsExactly(List.of());
  }

  @Test
  void allFamiliesTogetherHaveFewSeries() {
    var series =
        Arrays.stream(MetricFamily.values())
            .mapToInt(
                family ->
                    Metrics.combinations(List.copyOf(family.labels().values())).size()
                        * family.seriesNames().size())
            .sum();

    assertThat(series).isLessThan(150);
  }

  @Test
  void theStatusOfAProblemDecidesTheOutcome() {
    assertThat(Outcome.of(new ProblemException(SharingProblem.SHARE_UNKNOWN)))
        .isEqualTo(Outcome.NOT_FOUND);
    assertThat(Outcome.of(new ProblemException(SharingProblem.DOWNLOAD_GONE)))
        .isEqualTo(Outcome.GONE);
    assertThat(Outcome.of(new ProblemException(IdentityProblem.ISSUER_UNAVAILABLE)))
        .isEqualTo(Outcome.UNAVAILABLE);
    assertThat(Outcome.of(new ProblemException(IdentityProblem.CODE_REFUSED)))
        .isEqualTo(Outcome.REFUSED);
    assertThat(Outcome.of(new IllegalStateException())).isEqualTo(Outcome.ERROR);
    assertThat(
            Outcome.of(
                new IllegalStateException(new ProblemException(IdentityProblem.TOO_MANY_AT_ONCE))))
        .isEqualTo(Outcome.LIMITED);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/me, api",
    "/share/x, share",
    "/download/x, share",
    "/console/projects, page",
    "/home, page",
    "/metrics, monitoring",
    "/health, monitoring"
  })
  void aRequestIsOfOneKind(String path, String kind) {
    assertThat(RequestCountFilter.kind(path)).isEqualTo(kind);
    assertThat(MetricFamily.REQUESTS.labels().get("kind")).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 204, 303, 404, 499, 500, 503, 599, 600, 0, -1})
  void everyStatusHasAClass(int status) {
    assertThat(MetricFamily.REQUESTS.labels().get("status"))
        .contains(RequestCountFilter.statusClass(status));
  }
}
