package org.clustershare.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.platform.crypto.Sha256;

/**
 * Prometheus' own checker of rules, {@code promtool}. It is built once from the Go module in {@code
 * src/test/promtool} and kept in the user's cache folder.
 */
public final class Promtool {
  private static final Path MODULE = Path.of("src/test/promtool");
  private static final String MAIN = "github.com/prometheus/prometheus/cmd/promtool";

  /** Without the clients of clouds that only find targets. */
  private static final String TAGS = "remove_all_sd";

  private final Path program;

  private Promtool(Path program) {
    this.program = program;
  }

  /** What the program printed, and its exit code. */
  public record Output(int exitCode, String text) {}

  /** The finished program; builds it first if it is not in the cache. */
  public static Promtool obtain() {
    try {
      var sums =
          Files.readString(MODULE.resolve("go.mod")) + Files.readString(MODULE.resolve("go.sum"));
      var program =
          Testbed.cache()
              .resolve(
                  "promtool-" + Sha256.hex(sums + System.getProperty("os.arch")).substring(0, 16));
      if (!Files.isExecutable(program)) {
        var unfinished = Files.createTempFile(Testbed.cache(), "promtool-", ".new");
        GoToolchain.find(Testbed.cache(), System.out::println)
            .withTags(TAGS)
            .build(MODULE, MAIN, "", unfinished, System.out::println);
        Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
      }
      return new Promtool(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the program in a folder and waits for its end. */
  public Output run(Path folder, String... arguments) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
