package org.clustershare.audit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.SettingValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong setting of the audit trail has a sentence. */
class AuditSettingsTest {
  private static AuditSettings read(Map<String, String> texts) {
    var values = new SettingValues(key -> Optional.ofNullable(texts.get(key)));
    var settings = AuditSettings.read(values);
    values.throwProblems();
    return settings;
  }

  @Test
  void withoutSettingsRecordsAreKeptForFourHundredDaysAndGoNowhere() {
    assertThat(read(Map.of()))
        .isEqualTo(new AuditSettings(Duration.ofDays(400), false, Optional.empty()));
  }

  @Test
  void theAuthorizationIsASecret() {
    var settings =
        read(
            Map.of(
                "audit-webhook-url", "https://siem.example.com/in",
                "audit-webhook-authorization", "Bearer s3cr3t"));

    assertThat(settings.toString()).contains("siem.example.com").doesNotContain("s3cr3t");
    assertThat(settings.webhook().orElseThrow().authorization().orElseThrow().reveal())
        .isEqualTo("Bearer s3cr3t");
  }

  @ParameterizedTest
  @CsvSource({
    "audit-retention, 5m, audit-retention must be at least 1d",
    "audit-retention, forever, audit-retention must be a time",
    "audit-stdout, yes, audit-stdout must be true or false",
    "audit-webhook-url, http://siem.example.com, must begin with https://",
    "audit-webhook-url, ftp://siem, audit-webhook-url must be an address",
    "audit-webhook-authorization, Bearer x, Set audit-webhook-url",
    "audit-webhook-ca-file, /nowhere, Set audit-webhook-url",
  })
  void aWrongValueHasASentence(String key, String value, String sentence) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(sentence));
  }

  @Test
  void aCaFileThatCannotBeReadHasASentence() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "audit-webhook-url", "https://siem.example.com",
                        "audit-webhook-ca-file", "/nowhere/ca.pem")))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly("audit-webhook-ca-file /nowhere/ca.pem cannot be read."));
  }
}
