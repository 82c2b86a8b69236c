package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.MonitoringSettings;
import org.clustershare.platform.config.MonitoringSettings.LogFormat;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of metrics and the log. */
class MonitoringSettingsTest {
  private final SmallestSettings settings = new SmallestSettings();

  private MonitoringSettings read() {
    return settings.read().installation().monitoring();
  }

  @Test
  void withoutSettingsTheNetworksDecideAndTheLogIsText() {
    assertThat(read().metricsToken()).isEmpty();
    assertThat(read().logFormat()).isEqualTo(LogFormat.TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123456789abcdef", "a.b-c_d~e+f/g==hij", "${not}{replaced}$x"})
  void theTokenIsTakenAsItWasWritten(String token) {
    settings.values.put("metrics-token", token);

    assertThat(read().metricsToken()).contains(Secret.of(token));
    assertThat(read().toString()).doesNotContain(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "0123456789abcde",
        "0123456789 abcdef",
        "0123456789äbcdef",
        "0123456789,abcdef"
      })
  void aTokenThatIsWeakOrNoHeaderCanCarryIsRefused(String token) {
    settings.values.put("metrics-token", token);

    var refused = catchThrowableOfType(InvalidSettingsException.class, this::read);
    assertThat(refused.problems())
        .singleElement()
        .asString()
        .contains("metrics-token must have 16 to 512", "openssl rand -hex 32")
        .doesNotContain(token);
  }

  @ParameterizedTest
  @CsvSource({"text, TEXT", "json, JSON"})
  void theLogHasAFormat(String value, LogFormat format) {
    settings.values.put("log-format", value);

    assertThat(read().logFormat()).isEqualTo(format);
  }

  @Test
  void anotherFormatIsRefused() {
    settings.values.put("log-format", "JSON");

    assertThat(catchThrowableOfType(InvalidSettingsException.class, this::read).problems())
        .containsExactly("log-format must be text or json; it is \"JSON\".");
  }
}
