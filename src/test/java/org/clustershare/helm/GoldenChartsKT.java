package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the charts render for whole values files, beside what they rendered when a person last
 * looked at it. {@code -Dhelm.update=true} writes the golden files again; read the difference
 * before you commit it.
 */
@StoryTest
class GoldenChartsKT {
  static final Path FILES = Path.of("src", "test", "resources", "helm");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]+\"$");

  @TempDir private Path home;

  private Helm helm;

  @BeforeEach
  void setUp(Testbed testbed) {
    helm = Helm.withoutCluster(testbed, home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kkp-2.14", "kkp-2.18", "own-small", "own-full"})
  void rendersClusterShare(String name) throws IOException {
    assertGolden(name + ".cluster-share.yaml", rendered(Helm.CLUSTER_SHARE, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kkp-2.14", "kkp-2.18"})
  void rendersDex(String name) throws IOException {
    var rendered = rendered(Helm.OAUTH, name);
    assertGolden(name + ".oauth.yaml", rendered);
    assertGolden(
        name + ".dex-config.yaml",
        Manifests.parse(rendered).data("Secret", "dex").get("config.yaml") + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-kkp", "wrong-own"})
  void refusesWrongValuesWithASentenceForEach(String name) throws IOException {
    var error = helm.template(Helm.CLUSTER_SHARE, values(name)).failed();
    // Helm names the template that comes first, and templates come in the order of a map.
    assertGolden(
        name + ".txt",
        error.replaceFirst("execution error at \\([^)]*\\)", "execution error at (…)") + "\n");
  }

  @Test
  void bothChartsPassTheLinter() {
    for (var chart : List.of(Helm.CLUSTER_SHARE, Helm.OAUTH)) {
      var path = Helm.CHARTS.resolve(chart).toString();
      helm.run("lint", "--strict", path).succeeded();
      helm.run("lint", "--strict", path, "--values", FILES.resolve("kkp-2.14.values.yaml") + "")
          .succeeded();
    }
    var full = FILES.resolve("own-full.values.yaml").toString();
    var path = Helm.CHARTS.resolve(Helm.CLUSTER_SHARE).toString();
    helm.run("lint", "--strict", path, "--values", full).succeeded();
  }

  private static Path[] values(String name) throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().startsWith(name)
                      && file.toString().endsWith(".values.yaml"))
          .sorted()
          .toArray(Path[]::new);
    }
  }

  /** Renders twice: what differs, such as a generated key, is random. */
  private String rendered(String chart, String name) throws IOException {
    var first = helm.template(chart, values(name)).succeeded().lines().toList();
    var second = helm.template(chart, values(name)).succeeded().lines().toList();
    assertThat(second).hasSameSizeAs(first);
    var text = new StringBuilder();
    for (int i = 0; i < first.size(); i++) {
      var line = first.get(i);
      text.append(line.equals(second.get(i)) ? line : QUOTED.matcher(line).replaceFirst("<random>"))
          .append('\n');
    }
    return text.toString();
  }

  private static void assertGolden(String name, String text) throws IOException {
    var golden = FILES.resolve("golden").resolve(name);
    if (Boolean.getBoolean("helm.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertThat(golden).content().as("%s; -Dhelm.update=true writes it", golden).isEqualTo(text);
  }
}
