package org.clustershare.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.clustershare.testbed.product.Product;

/**
 * What a start costs: the distribution, with and without its ahead-of-time cache, and the bundle,
 * beside Payara Micro with an empty application. The provider is away, the database is empty and
 * embedded.
 */
final class StartCosts {
  private static final int ROUNDS = 3;
  private static final Path DISTRIBUTION = Path.of("target", "dist").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private final Path dir;

  private StartCosts(Path dir) {
    this.dir = dir;
  }

  private record Start(Duration time, double processorSeconds, long residentMegabytes) {}

  static void measure(Path dir) throws IOException {
    new StartCosts(dir).measure();
  }

  private void measure() throws IOException {
    var jar = DISTRIBUTION.resolve("cluster-share.jar").toString();
    var script = DISTRIBUTION.resolve("bin/cluster-share").toString();
    var commands = new LinkedHashMap<String, List<String>>();
    commands.put(
        "Payara Micro with an empty application",
        java("target/payara/payara-micro.jar", "--nohazelcast", "--deploy", emptyApplication()));
    commands.put("distribution, cache", List.of(script));
    commands.put("distribution, no cache", java(jar));
    commands.put("bundle", java("target/cluster-share.jar"));
    var starts = new LinkedHashMap<String, List<Start>>();
    for (int round = 0; round < ROUNDS; round++) {
      for (var command : commands.entrySet()) {
        var folder = Files.createDirectories(dir.resolve(round + command.getKey()));
        starts
            .computeIfAbsent(command.getKey(), name -> new ArrayList<>())
            .add(start(command.getValue(), folder));
      }
    }
    Bench.say("| (s) start | s until ready | processor s | MiB resident 5 s later |");
    Bench.say("|---|---|---|---|");
    starts.forEach(
        (name, measured) ->
            Bench.say(
                "| %s | %.1f | %.1f | %d |"
                    .formatted(
                        name,
                        median(measured, Start::time).toMillis() / 1000.0,
                        median(measured, Start::processorSeconds),
                        median(measured, Start::residentMegabytes))));
  }

  private String emptyApplication() throws IOException {
    var war = Files.createDirectories(dir).resolve("empty.war");
    try (var file = new ZipOutputStream(Files.newOutputStream(war))) {
      file.putNextEntry(new ZipEntry("WEB-INF/"));
    }
    return war.toString();
  }

  private static List<String> java(String jar, String... options) {
    // Without it, an empty server hung in one of six starts (docs/adr/0013-the-ground.md).
    var oneThread = "-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS";
    var command = new ArrayList<>(List.of(JAVA, oneThread, "-Xmx512m", "-jar", jar));
    command.addAll(List.of(options));
    return command;
  }

  private static <T extends Comparable<T>> T median(List<Start> starts, Function<Start, T> figure) {
    return starts.stream().map(figure).sorted(Comparator.naturalOrder()).toList().get(ROUNDS / 2);
  }

  private static Start start(List<String> command, Path folder) throws IOException {
    int port = Product.freePort();
    try (var product = Product.startProgram(command, port, folder, settings(port, folder))) {
      var used = ProcessHandle.of(product.pid()).flatMap(p -> p.info().totalCpuDuration());
      double seconds = used.orElseThrow().toMillis() / 1000.0;
      pause();
      return new Start(product.startTime(), seconds, product.residentMegabytes());
    }
  }

  private static Map<String, String> settings(int port, Path folder) {
    var settings = Product.environment(port, URI.create("https://localhost:1"), folder, folder);
    settings.remove("OIDC_CA_FILE");
    return settings;
  }

  private static void pause() {
    try {
      Thread.sleep(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
