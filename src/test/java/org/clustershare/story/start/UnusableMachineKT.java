package org.clustershare.story.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine that cannot carry Cluster Share: one sentence, exit code 78, nothing half-written. */
@EnabledOnOs(OS.LINUX)
class UnusableMachineKT {
  private static final String FIRST = "Cluster Share cannot start:\n  - ";
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("cluster-share.dist", "target/dist")).toAbsolutePath();

  @TempDir private Path folder;

  private record End(int code, String log) {}

  /** Ends with the distribution, whose start script runs after the given shell command. */
  private End start(String before, Map<String, String> changes)
      throws IOException, InterruptedException {
    var environment =
        Product.environment(Product.freePort(), URI.create("https://localhost:1"), folder, folder);
    environment.remove("OIDC_CA_FILE");
    environment.putAll(changes);
    var script = before + "\nexec \"$0\" \"$@\"";
    var log = folder.resolve("start.log");
    var builder =
        new ProcessBuilder(
                "sh",
                "-c",
                script,
                DISTRIBUTION.resolve("bin/cluster-share").toString(),
                "--port",
                "" + Product.freePort())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      return new End(process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Map<String, String> database(Path file) {
    return Map.of("DATABASE_URL", "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE".formatted(file));
  }

  @Test
  void aTemporaryFolderThatTakesNoFileEndsTheStartBeforeTheServer()
      throws IOException, InterruptedException {
    var end = start("", Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/proc"));

    assertThat(end.code()).isEqualTo(78);
    assertThat(end.log())
        .contains(FIRST + "The temporary folder /proc cannot take 16 MiB: ")
        .doesNotContain("Payara", "Exception");
  }

  @Test
  void aLimitOfTheSizeOfFilesIsAFullDisk() throws IOException, InterruptedException {
    var temporary = Files.createDirectory(folder.resolve("temporary"));
    // In blocks of 512 bytes: 4 MiB.
    var end = start("ulimit -f 8192", Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary));

    assertThat(end.code()).isEqualTo(78);
    assertThat(end.log()).contains(FIRST + "The temporary folder " + temporary, "File too large");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aDataFolderThatCannotBeMadeEndsTheStart() throws IOException, InterruptedException {
    var end = start("", database(Path.of("/proc/data/db")));

    assertThat(end.code()).isEqualTo(78);
    assertThat(end.log())
        .contains(FIRST + "The embedded database's folder cannot be created: /proc/data: ");
  }

  @Test
  void aDatabaseThatIsReadOnlyEndsTheStart() throws IOException, InterruptedException {
    // The kernel refuses writes to it, those of root, too.
    Files.createSymbolicLink(folder.resolve("db.mv.db"), Path.of("/sys/kernel/notes"));

    var end = start("", database(folder.resolve("db")));

    assertThat(end.code()).isEqualTo(78);
    assertThat(end.log())
        .contains(FIRST + "The embedded database is not writable: " + folder.resolve("db.mv.db"));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("db.mv.db", "start.log");
    }
  }
}
