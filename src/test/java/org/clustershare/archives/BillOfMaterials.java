package org.clustershare.archives;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The libraries of the WAR, as the build writes them (CycloneDX 1.6). */
record BillOfMaterials(String root, List<Library> libraries, List<JsonObject> edges) {
  /**
   * Licences that allow to ship a library with software under Apache-2.0 (mostly SPDX identifiers).
   */
  static final Set<String> ACCEPTED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-1.0",
          "EPL-2.0",
          "MPL-2.0",
          // The MIT licence under a name of its own.
          "Bouncy Castle Licence");

  /** A library; {@code reference} identifies it in the bill. */
  record Library(String reference, String name, String version, List<String> licences) {}

  static BillOfMaterials read(Path file) throws IOException {
    try (var json = Json.createReader(Files.newBufferedReader(file))) {
      var bill = json.readObject();
      return new BillOfMaterials(
          bill.getJsonObject("metadata").getJsonObject("component").getString("bom-ref"),
          bill.getJsonArray("components").getValuesAs(JsonObject.class).stream()
              .map(BillOfMaterials::library)
              .sorted(Comparator.comparing(Library::name))
              .toList(),
          bill.getJsonArray("dependencies").getValuesAs(JsonObject.class));
    }
  }

  private static Library library(JsonObject component) {
    var licences = component.getJsonArray("licenses");
    return new Library(
        component.getString("bom-ref"),
        component.getString("name"),
        component.getString("version"),
        licences == null
            ? List.of()
            : licences.getValuesAs(JsonObject.class).stream()
                .map(BillOfMaterials::licence)
                .toList());
  }

  private static String licence(JsonObject choice) {
    var licence = choice.getJsonObject("license");
    return licence == null
        ? choice.getString("expression")
        : licence.getString("id", licence.getString("name", "unknown"));
  }

  /** The libraries that pom.xml declares. */
  List<Library> direct() {
    var direct = references(root);
    return libraries.stream().filter(library -> direct.contains(library.reference())).toList();
  }

  /** The names of the libraries that declare this one. */
  List<String> requiredBy(Library library) {
    return libraries.stream()
        .filter(other -> references(other.reference()).contains(library.reference()))
        .map(Library::name)
        .toList();
  }

  private Set<String> references(String owner) {
    return edges.stream()
        .filter(edge -> edge.getString("ref").equals(owner))
        .map(edge -> edge.getJsonArray("dependsOn"))
        .filter(Objects::nonNull)
        .map(JsonArray.class::cast)
        .flatMap(array -> array.getValuesAs(JsonString::getString).stream())
        .collect(Collectors.toSet());
  }
}
