package org.clustershare.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What makes two builds the same bytes, in each archive of this build. {@code .ci/reproducible}
 * compares two builds.
 */
class ArchivesKT {
  private static final Path TARGET = Path.of("target");
  private static final long MEBIBYTE = 1 << 20;

  /** {@code project.build.outputTimestamp}; ZIP files have local times without a zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 23, 0, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster-share.war",
        "cluster-share.jar",
        "dist/cluster-share.jar",
        "payara/thin/ROOT.war"
      })
  void anArchiveTellsNoTimeOfItsBuildAndHasEachEntryOnce(String name) throws IOException {
    var names = new HashSet<String>();
    try (var archive = new ZipFile(TARGET.resolve(name).toFile())) {
      assertThat(archive.stream())
          .isNotEmpty()
          .allSatisfy(
              entry -> {
                assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(TIME);
                assertThat(names.add(entry.getName())).as(entry.getName()).isTrue();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster-share.jar", "payara/thin/ROOT.war"})
  void entriesAreSorted(String name) throws IOException {
    assertThat(contents(name))
        .filteredOn(entry -> !entry.startsWith("META-INF/") && !entry.startsWith("WEB-INF/lib/"))
        .isSorted();
  }

  @Test
  void theClassesOfTheWarAreSorted() throws IOException {
    assertThat(contents("cluster-share.war"))
        .filteredOn(entry -> entry.endsWith(".class"))
        .hasSizeGreaterThan(300)
        .isSorted();
    assertThat(contents("dist/cluster-share.jar"))
        .filteredOn(entry -> entry.startsWith("org/clustershare/launcher/"))
        .isSorted();
  }

  private static List<String> contents(String name) throws IOException {
    try (var archive = new ZipFile(TARGET.resolve(name).toFile())) {
      return archive.stream()
          .filter(entry -> !entry.isDirectory())
          .<String>map(ZipEntry::getName)
          .toList();
    }
  }

  @Test
  void noPropertyFileOfThePackerTellsTheTime() throws IOException {
    try (var bundle = new ZipFile(TARGET.resolve("cluster-share.jar").toFile())) {
      var entry = bundle.getEntry("MICRO-INF/deploy/payaramicro.properties");
      try (var content = bundle.getInputStream(entry)) {
        assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
            .contains("#2026-11-23T00:00:00Z\n")
            .contains("cluster-share.exit-when-start-fails=true");
      }
    }
  }

  @Test
  void theWarHasAtMost40Mebibytes() throws IOException {
    assertThat(Files.size(TARGET.resolve("cluster-share.war"))).isLessThan(40 * MEBIBYTE);
  }
}
