package org.clustershare.story.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script of the distribution, and the ahead-of-time cache beside it. */
class DistributionKT {
  private static final Path SCRIPT =
      Path.of(System.getProperty("cluster-share.dist", "target/dist"), "bin", "cluster-share")
          .toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void theServersClassesComeFromTheAheadOfTimeCache() throws IOException {
    var loaded = folder.resolve("classes.log");
    var environment = environment();
    environment.put("JAVA_OPTIONS", "-Xmx512m -Xlog:class+load:file=" + loaded);
    int port = Product.freePort();

    try (var product = Product.start(port, folder, environment)) {
      assertThat(product.base()).endsWith(":" + port);
    }

    assertThat(Files.readAllLines(loaded))
        .filteredOn(
            line ->
                line.contains("fish.payara.micro.impl.PayaraMicroImpl ")
                    || line.contains("com.nimbusds.jose.JWSHeader "))
        .hasSize(2)
        .allMatch(line -> line.contains("shared objects file"));
  }

  @Test
  void onlyTheOwnerReadsTheServersFilesAndMemoryThatIsUsedUpEndsIt() throws IOException {
    var temporary = Files.createDirectory(folder.resolve("temporary"));
    var environment = environment();
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    environment.put("CDPATH", temporary.toString());
    int port = Product.freePort();

    try (var product = Product.start(port, folder, environment);
        var files = Files.list(temporary)) {
      assertThat(files)
          .filteredOn(file -> file.getFileName().toString().startsWith("payaramicro-"))
          .hasSize(1)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .isEqualTo(PosixFilePermissions.fromString("rwx------")));
      var command = Path.of("/proc/%d/cmdline".formatted(product.pid()));
      assertThat(Files.readString(command)).contains("-XX:+ExitOnOutOfMemoryError");
    }
  }

  @Test
  void aPortInUseEndsTheStartWithAnError() throws IOException {
    try (var taken = new ServerSocket(Product.freePort())) {
      assertThat(Product.startAndAwaitEnd(taken.getLocalPort(), folder, environment()))
          .isEqualTo(1);
    }
  }

  @Test
  void anOlderJdkIsRefusedWithASentence() throws IOException {
    var java = folder.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.9\" 2023-10-17' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));

    assertRefused(folder, "needs JDK 25 or newer", java + " is 17");
  }

  @Test
  void aMissingJdkIsRefusedWithASentence() throws IOException {
    assertRefused(folder.resolve("none"), "There is no " + folder.resolve("none/bin/java"));
  }

  private static void assertRefused(Path javaHome, String... sentences) throws IOException {
    var builder = new ProcessBuilder("sh", SCRIPT.toString()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    var process = builder.start();
    try (var output = process.inputReader()) {
      assertThat(String.join("\n", output.readAllLines())).contains(sentences);
    }
    assertThat(process.onExit().join().exitValue()).isEqualTo(78);
  }

  /** Settings with which a start needs no other program: its provider is away. */
  private Map<String, String> environment() {
    var environment =
        Product.environment(Product.freePort(), URI.create("https://localhost:1"), folder, folder);
    environment.remove("OIDC_CA_FILE");
    return environment;
  }
}
