package org.clustershare.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.clustershare.testbed.Testbed;

/** Helm 3 of the test bed, without a cluster or with that of a kubeconfig. */
final class Helm {
  /** The folder of the charts. */
  static final Path CHARTS = Path.of("server-config", "helm");

  static final String CLUSTER_SHARE = "cluster-share";
  static final String OAUTH = "oauth";

  private static final int MINUTES = 6;

  private final Testbed testbed;
  private final Path home;
  private final Optional<Path> kubeconfig;

  /** What Helm printed. */
  record Output(int exitCode, String stdout, String stderr) {
    /** Its output, if it succeeded. */
    String succeeded() {
      if (exitCode != 0) {
        throw new AssertionError("helm ended with code %d: %s".formatted(exitCode, stderr));
      }
      return stdout;
    }

    /** Its error, if it failed. */
    String failed() {
      if (exitCode == 0) {
        throw new AssertionError("helm should have failed; it printed: " + stdout);
      }
      return stderr.strip();
    }
  }

  private Helm(Testbed testbed, Path home, Optional<Path> kubeconfig) {
    this.testbed = testbed;
    this.home = home;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Helm that reaches no cluster.
   *
   * @param home a folder for its caches
   */
  static Helm withoutCluster(Testbed testbed, Path home) {
    return new Helm(testbed, home, Optional.empty());
  }

  static Helm withCluster(Testbed testbed, Path home, Path kubeconfig) {
    return new Helm(testbed, home, Optional.of(kubeconfig));
  }

  /** Renders a chart with values files; the release has the chart's name. */
  Output template(String chart, Path... values) {
    return template(chart, List.of(), values);
  }

  /** The same with further arguments, such as {@code --set}. */
  Output template(String chart, List<String> more, Path... values) {
    var arguments =
        new ArrayList<>(
            List.of("template", chart, CHARTS.resolve(chart).toString(), "--namespace", chart));
    for (var file : values) {
      arguments.addAll(List.of("--values", file.toString()));
    }
    arguments.addAll(more);
    return run(arguments.toArray(String[]::new));
  }

  /** Renders a chart with the text of a values file. */
  Output templateText(String chart, String values) {
    return template(chart, file(values));
  }

  /** A values file with a text. */
  Path file(String values) {
    try {
      return Files.writeString(Files.createTempFile(home, "values", ".yaml"), values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Output run(String... arguments) {
    var command = new ArrayList<>(List.of(testbed.helm().toString()));
    command.addAll(List.of(arguments));
    try {
      var out = Files.createTempFile(home, "helm", ".out");
      var err = Files.createTempFile(home, "helm", ".err");
      var builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      var environment = builder.environment();
      environment.put("HELM_CACHE_HOME", home.resolve("cache").toString());
      environment.put("HELM_CONFIG_HOME", home.resolve("config").toString());
      environment.put("HELM_DATA_HOME", home.resolve("data").toString());
      environment.put(
          "KUBECONFIG", kubeconfig.orElse(Path.of("/dev/null")).toAbsolutePath().toString());
      var process = builder.start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("helm did not end within %d minutes".formatted(MINUTES));
      }
      return new Output(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
