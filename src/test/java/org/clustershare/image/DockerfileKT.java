package org.clustershare.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.Hadolint;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Dockerfile without an engine: a linter reads it, each of its scripts runs in a scratch
 * folder, and its command starts from there.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the image's scripts run in sh")
class DockerfileKT {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("cluster-share.dist", "target/dist")).toAbsolutePath();
  private static final String HOME = "/opt/cluster-share";
  private static final String DATA = "/var/lib/cluster-share";

  @TempDir private Path scratch;

  @Test
  void theLinterFindsNothing() throws IOException {
    var linter = Hadolint.obtain();
    var wrong =
        Files.writeString(scratch.resolve("Dockerfile"), "FROM debian:latest\nRUN cd /tmp\n");

    assertThat(linter.findings(wrong)).contains("DL3007", "DL3003");
    assertThat(linter.findings(Path.of("Dockerfile"))).isEmpty();
  }

  @Test
  void theProcessIsNoRootAndGetsTheSignals() throws IOException {
    var file = Dockerfile.read();

    assertThat(file.one("USER")).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
    assertThat(file.command("ENTRYPOINT")).containsExactly(HOME + "/bin/cluster-share");
    assertThat(file.one("STOPSIGNAL")).isEqualTo("SIGTERM");
    assertThat(file.one("WORKDIR")).isEqualTo(DATA).isEqualTo(file.one("VOLUME"));
    assertThat(file.one("LABEL"))
        .contains("image.title", "image.licenses", "image.version", "image.revision");
    assertThat(file.all("FROM")).allMatch(from -> from.startsWith("${JRE}"));
    assertThat(file.all("ARG")).contains("JRE=eclipse-temurin:25-jre");
    assertThat(file.all("ADD")).isEmpty();
  }

  @Test
  void eachScriptRunsAndItsResultStartsHealthyFromAFolderThatIsReadOnly() throws IOException {
    var file = Dockerfile.read();
    copyDistribution();
    for (var script : file.all("RUN").toList()) {
      assertThat(run(List.of("sh", "-euc", inScratch(script)), Map.of())).isZero();
    }
    assertThat(scratch.resolve("opt/cluster-share/cluster-share.aot")).isNotEmptyFile();
    assertThat(scratch.resolve("opt/cluster-share/sbom/cluster-share.cdx.json")).isNotEmptyFile();
    assertThat(scratch.resolve("var/lib/cluster-share")).isEmptyDirectory();

    assertThat(run(List.of("sh", "-c", "chmod -R a-w " + scratch.resolve("opt")), Map.of()))
        .isZero();
    var before = files();
    starts(file);
    assertThat(files()).as("the product writes nothing beside itself").isEqualTo(before);
    assertThat(run(List.of("sh", "-c", "chmod -R u+w " + scratch.resolve("opt")), Map.of()))
        .isZero();
  }

  private void starts(Dockerfile file) throws IOException {
    int port = Product.freePort();
    var environment =
        Product.environment(
            Product.freePort(), URI.create("https://localhost:1"), scratch, scratch);
    environment.remove("OIDC_CA_FILE");
    var loaded = scratch.resolve("classes.log");
    environment.put(
        "JAVA_OPTIONS",
        file.environment().get("JAVA_OPTIONS") + " -Xlog:class+load:file=" + loaded);
    var entry = file.command("ENTRYPOINT").stream().map(this::inScratch).toList();
    var health = file.command("HEALTHCHECK").stream().map(this::inScratch).toList();
    var check = List.of(health.get(0), health.get(1), "" + port);

    assertThat(run(check, Map.of())).as("not started yet").isEqualTo(1);
    try (var product = Product.startProgram(entry, port, scratch, environment)) {
      assertThat(product.base()).endsWith(":" + port);
      assertThat(run(check, Map.of())).isZero();
    }
    assertThat(Files.readAllLines(loaded))
        .as("the cache holds although the files have another time")
        .filteredOn(line -> line.contains("com.nimbusds.jose.JWSHeader "))
        .hasSize(1)
        .allMatch(line -> line.contains("shared objects file"));
  }

  /** What {@code COPY target/dist} takes past {@code .dockerignore}. */
  private void copyDistribution() throws IOException {
    assertThat(Files.readAllLines(Path.of(".dockerignore")))
        .contains("*", "!target/dist", "target/dist/*.aot");
    var target = scratch.resolve("opt/cluster-share");
    try (var files = Files.walk(DISTRIBUTION)) {
      for (var file : files.filter(file -> !file.toString().endsWith(".aot")).toList()) {
        var copy = target.resolve(DISTRIBUTION.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    Files.createDirectories(scratch.resolve("var/lib"));
  }

  private String inScratch(String script) {
    return script
        .replace(HOME, scratch + HOME)
        .replace(DATA, scratch + DATA)
        .replaceAll("--owner=\\d+ --group=\\d+", "");
  }

  private Map<String, String> files() throws IOException {
    var sizes = new HashMap<String, String>();
    try (var files = Files.walk(scratch.resolve("opt"))) {
      files.forEach(
          file -> {
            try {
              sizes.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return sizes;
  }

  private static int run(List<String> command, Map<String, String> environment) {
    try {
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment().putAll(environment);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
