package org.clustershare.testbed.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code bin/cluster-share audit} of the distribution.
 *
 * @param folder where it runs, and where its output goes
 */
public record AuditProgram(Path folder) {
  private static final Path PROGRAM =
      Path.of(System.getProperty("cluster-share.dist", "target/dist"), "bin", "cluster-share");
  private static final int MINUTES = 3;

  /** What the command printed. */
  public record Output(int exitCode, String text, String errors) {}

  /** Runs the command and waits for its end. */
  public Output run(Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of(PROGRAM.toAbsolutePath().toString(), "audit"));
    command.addAll(List.of(arguments));
    var out = folder.resolve("out").toFile();
    var err = folder.resolve("err").toFile();
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      var process = builder.start();
      try {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          throw new IllegalStateException("audit did not end: " + Files.readString(err.toPath()));
        }
      } finally {
        process.destroyForcibly();
      }
      return new Output(
          process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
