package org.clustershare.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/dependencies.md} is made of the software bill of materials, and each library has a
 * reason and an accepted licence.
 */
class DependenciesKT {
  private static final Path DOCUMENT = Path.of("docs/dependencies.md");
  private static final String START = "<!-- generated -->\n";
  private static final String END = "<!-- end -->\n";

  private final BillOfMaterials bill;
  private final Properties reasons = new Properties();

  DependenciesKT() throws IOException {
    bill = BillOfMaterials.read(Path.of("target/sbom/cluster-share.cdx.json"));
    try (var file =
        Files.newBufferedReader(Path.of("src/test/resources/dependency-reasons.properties"))) {
      reasons.load(file);
    }
  }

  @Test
  void eachDeclaredLibraryHasAReasonAndEachReasonALibrary() {
    assertThat(reasons.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            bill.direct().stream().map(BillOfMaterials.Library::name).toList());
  }

  @Test
  void eachLibraryHasALicenceThatMayBeShipped() {
    assertThat(bill.libraries())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            library ->
                assertThat(library.licences())
                    .as(library.name())
                    .containsAnyElementsOf(BillOfMaterials.ACCEPTED));
  }

  @Test
  void theDocumentHasEachLibraryWithItsVersionLicenceAndReason() throws IOException {
    var document = Files.readString(DOCUMENT);
    int start = document.indexOf(START) + START.length();
    int end = document.indexOf(END);
    if (Boolean.getBoolean("dependencies.update")) {
      Files.writeString(DOCUMENT, document.substring(0, start) + table() + document.substring(end));
    }

    assertThat(Files.readString(DOCUMENT)).contains(START + table() + END);
  }

  private String table() {
    return bill.libraries().stream()
        .map(
            library ->
                "| %s | %s | %s | %s |"
                    .formatted(
                        library.name(),
                        library.version(),
                        String.join(", ", library.licences()),
                        reason(library)))
        .collect(
            Collectors.joining(
                "\n", "| library | version | licence | why |\n|---|---|---|---|\n", "\n"));
  }

  private String reason(BillOfMaterials.Library library) {
    return reasons.getProperty(
        library.name(), "needed by " + String.join(", ", bill.requiredBy(library)));
  }
}
