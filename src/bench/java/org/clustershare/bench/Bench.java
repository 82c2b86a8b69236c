package org.clustershare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the benchmarks that {@code -Dbench} names, such as {@code e,a}, and prints their figures as
 * tables for docs/benchmarks.md.
 */
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    var wanted = List.of(System.getProperty("bench", "s,m,e,x,a,c,d").split(",", -1));
    var dir =
        Files.createDirectories(
            Path.of("target", "bench", "run-" + System.currentTimeMillis()).toAbsolutePath());
    say(
        "%d processors, %s, Java %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("java.version")));
    if (wanted.contains("s")) {
      StartCosts.measure(dir.resolve("s"));
    }
    if (wanted.contains("e")) {
      BindingCosts.measure(dir.resolve("e"));
    }
    if (wanted.contains("x")) {
      ExchangeCosts.measure(dir.resolve("x"));
    }
    if (wanted.contains("m")) {
      RegistryCosts.measure(dir.resolve("m"), Integer.getInteger("bench.clusters", 1_000));
    }
    if (wanted.contains("a") || wanted.contains("c") || wanted.contains("d")) {
      FleetCosts.measure(dir.resolve("fleet"), wanted, Integer.getInteger("bench.clusters", 1_000));
    }
    if (wanted.contains("b")) {
      SharedFleetCosts.measure(dir.resolve("b"), Integer.getInteger("bench.clusters", 10_000));
    }
    System.exit(0);
  }

  static void say(String line) {
    System.out.println(line);
  }
}
