package org.clustershare.testbed.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;

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
    return run(kubeconfig, Optional.empty(), arguments);
  }

  /** The same, with a person who signs in where kubelogin opens the browser. */
  public Output runSigningIn(Path kubeconfig, Visitor visitor, String... arguments) {
    return run(kubeconfig, Optional.of(visitor), arguments);
  }

  /**
   * A folder for a PATH, with kubectl under its own name, kubelogin, and nothing that opens a
   * browser.
   */
  public Path programs() {
    try {
      var programs = Files.createDirectories(home.resolve("bin"));
      script(programs.resolve("kubectl"), "exec '%s' kubectl \"$@\"".formatted(testbed.program()));
      // What kubelogin starts as the browser: it notes where it was sent.
      script(programs.resolve("xdg-open"), "echo \"$1\" > '%s'".formatted(opened()));
      return programs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path opened() {
    return home.toAbsolutePath().resolve("opened");
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** Runs what a page gives to paste into a shell. */
  public Output shell(Path kubeconfig, String script) {
    return execute(kubeconfig, Optional.empty(), List.of("sh", "-c", script));
  }

  private Output run(Path kubeconfig, Optional<Visitor> visitor, String... arguments) {
    var command = new ArrayList<>(List.of(testbed.program().toString(), "kubectl"));
    command.addAll(List.of(arguments));
    return execute(kubeconfig, visitor, command);
  }

  private Output execute(Path kubeconfig, Optional<Visitor> visitor, List<String> command) {
    try {
      Files.createDirectories(home);
      Files.deleteIfExists(opened());
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
      environment.put(
          "PATH",
          programs().toAbsolutePath() + ":" + testbed.folder() + ":" + System.getenv("PATH"));
      var process = builder.start();
      boolean ended = await(process, visitor);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      var said =
          new Output(
              ended ? process.exitValue() : -1,
              Files.readString(out, StandardCharsets.UTF_8),
              Files.readString(err, StandardCharsets.UTF_8));
      if (!ended) {
        throw new IllegalStateException(
            "kubectl did not end within %d s: %s".formatted(SECONDS, said.text()));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean await(Process process, Optional<Visitor> visitor)
      throws IOException, InterruptedException {
    boolean signedIn = visitor.isEmpty();
    for (int i = 0; i < SECONDS * 10; i++) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (!signedIn && Files.exists(opened()) && Files.size(opened()) > 0) {
        visitor.orElseThrow().open(URI.create(Files.readString(opened()).strip()));
        signedIn = true;
      }
    }
    return false;
  }
}
