package org.clustershare.testbed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A plain kubectl of the test bed's own: the machine's may be none, or a build that differs. */
public final class Kubectl {
  private static final int SECONDS = 60;

  private final Testbed testbed;
  private final Path home;

  /** What kubectl said. */
  public record Output(int exitCode, String stdout, String stderr) {
    /** Both, as a person sees them. */
    public String text() {
      return (stdout + stderr).strip();
    }
  }

  /**
   * A kubectl.
   *
   * @param home a folder for its caches, so that the user's own are left alone
   */
  public Kubectl(Testbed testbed, Path home) {
    this.testbed = testbed;
    this.home = home;
  }

  public Output run(Path kubeconfig, String... arguments) {
    var command = new ArrayList<>(List.of(testbed.program().toString(), "kubectl"));
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(home);
      var out = Files.createTempFile(home, "kubectl", ".out");
      var err = Files.createTempFile(home, "kubectl", ".err");
      var builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      var environment = builder.environment();
      environment.put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
      environment.put("HOME", home.toAbsolutePath().toString());
      environment.put("KUBECACHEDIR", home.resolve("cache").toAbsolutePath().toString());
      environment.merge("PATH", testbed.folder().toString(), (path, ours) -> ours + ":" + path);
      var process = builder.start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("kubectl did not end within %d s".formatted(SECONDS));
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
