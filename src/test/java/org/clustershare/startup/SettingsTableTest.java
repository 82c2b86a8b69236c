package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clustershare.platform.config.InvalidSettingsException;
import org.junit.jupiter.api.Test;

/** README.md lists the settings; {@code server-config/example.properties} has only such. */
class SettingsTableTest {
  @Test
  void everySettingHasItsRow() throws IOException {
    var asked = new HashSet<String>();
    assertThatThrownBy(
            () ->
                new SettingsReader(
                        key -> {
                          asked.add(key);
                          return Optional.empty();
                        })
                    .read())
        .isInstanceOf(InvalidSettingsException.class);

    var readme = Files.readString(Path.of("README.md"));
    assertThat(asked)
        .hasSizeGreaterThan(25)
        .allSatisfy(key -> assertThat(readme).contains("| `" + key + "` |"));

    var example = Files.readString(Path.of("server-config/example.properties"));
    assertThat(Pattern.compile("(?m)^#?([a-z]+(?:-[a-z]+)+|admins)=").matcher(example).results())
        .hasSizeGreaterThan(15)
        .map(found -> found.group(1))
        .allMatch(key -> asked.contains(key) || key.startsWith("database-"));
  }
}
