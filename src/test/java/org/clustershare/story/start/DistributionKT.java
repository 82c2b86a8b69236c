package org.clustershare.story.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
  void aServerThatCannotDeployTheApplicationTriesOnceMoreAndEnds() throws IOException {
    var distribution = withoutApplication();
    var environment = environment();
    int port = Product.freePort();

    assertThatThrownBy(
            () ->
                Product.startProgram(
                        List.of(distribution.resolve("bin/cluster-share").toString()),
                        port,
                        folder,
                        environment)
                    .close())
        .hasMessageContaining("ended with code 1")
        .hasMessageContaining("deploys it once more")
        .hasMessageContaining("Cluster Share ends, because the server could not deploy it");
  }

  /** The distribution with a WAR that no server deploys: its descriptor is not XML. */
  private Path withoutApplication() throws IOException {
    var distribution = SCRIPT.getParent().getParent();
    var copy = Files.createDirectories(folder.resolve("broken/bin")).getParent();
    Files.copy(SCRIPT, copy.resolve("bin/cluster-share"), StandardCopyOption.COPY_ATTRIBUTES);
    for (var part : List.of("lib", "runtime")) {
      Files.createSymbolicLink(copy.resolve(part), distribution.resolve(part));
    }
    var jar =
        Files.copy(distribution.resolve("cluster-share.jar"), copy.resolve("cluster-share.jar"));
    var war = folder.resolve("broken.war");
    try (var file = new ZipOutputStream(Files.newOutputStream(war))) {
      file.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      file.write("no XML".getBytes(StandardCharsets.UTF_8));
    }
    try (var files = FileSystems.newFileSystem(jar)) {
      Files.copy(
          war, files.getPath("MICRO-INF/deploy/ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
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
