package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.startup.SettingsReader;
import org.junit.jupiter.api.Test;

/**
 * The chart's schema lists the settings that Cluster Share reads, so that Helm refuses a misspelt
 * one. {@code -Dhelm.update=true} writes the list.
 */
class ValuesSchemaTest {
  private static final Path SCHEMA =
      Path.of("server-config", "helm", "cluster-share", "values.schema.json");

  private static final String SETTINGS = "/properties/clusterShare/properties/settings/properties";

  @Test
  void listsEachSetting() throws IOException {
    var settings = settings();
    if (Boolean.getBoolean("helm.update")) {
      write(settings);
    }

    assertThat(read().getValue(SETTINGS).asJsonObject().keySet())
        .as("%s; -Dhelm.update=true writes it", SCHEMA)
        .containsExactlyInAnyOrderElementsOf(settings);
  }

  private static Set<String> settings() {
    var names = new TreeSet<>(Set.of("database-url", "database-user", "database-password"));
    assertThatThrownBy(
            () ->
                new SettingsReader(
                        key -> {
                          names.add(key);
                          return Optional.empty();
                        })
                    .read())
        .isInstanceOf(InvalidSettingsException.class);
    return names;
  }

  private static JsonObject read() throws IOException {
    try (var reader = Json.createReader(new StringReader(Files.readString(SCHEMA)))) {
      return reader.readObject();
    }
  }

  private static void write(Set<String> settings) throws IOException {
    var properties = Json.createObjectBuilder();
    for (var name : settings) {
      properties.add(name, Json.createObjectBuilder().add("$ref", "#/$defs/setting"));
    }
    var changed = Json.createPointer(SETTINGS).replace(read(), properties.build());
    var text = new StringWriter();
    try (var writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
      writer.write(changed);
    }
    Files.writeString(SCHEMA, text.toString().strip() + "\n");
  }
}
