package org.clustershare.story.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.clustershare.testbed.Promtool;
import org.junit.jupiter.api.Test;

/** Prometheus' own checker reads the alert rules and runs their unit tests. */
class PrometheusRulesKT {
  private static final Path RULES = Path.of("server-config/prometheus/rules.yaml");
  private static final Path TESTS = Path.of("src/test/prometheus/rules_test.yaml");

  @Test
  void prometheusTakesTheRules() {
    var output = Promtool.obtain().run(Path.of("."), "check", "rules", RULES.toString());

    assertThat(output.text()).contains("SUCCESS: 10 rules found");
    assertThat(output.exitCode()).isZero();
  }

  @Test
  void everyAlertFiresWhenItShouldAndOnlyThen() {
    var output =
        Promtool.obtain().run(TESTS.getParent(), "test", "rules", TESTS.getFileName().toString());

    assertThat(output.text()).contains("SUCCESS").doesNotContain("FAILED");
    assertThat(output.exitCode()).isZero();
  }

  @Test
  void everyAlertHasAUnitTestInWhichItFires() throws IOException {
    var alerts =
        Pattern.compile("- alert: (\\w+)")
            .matcher(Files.readString(RULES))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    var tests = Files.readString(TESTS);

    assertThat(alerts)
        .hasSize(10)
        .allSatisfy(
            alert ->
                assertThat(tests).containsPattern("alertname: %s\\s+exp_alerts:".formatted(alert)));
  }
}
