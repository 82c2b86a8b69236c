package org.clustershare.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Authorization header opens the metrics. */
class MetricsTokenTest {
  private static final Secret TOKEN = Secret.of("0123456789abcdef");

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer 0123456789abcdef", "bearer 0123456789abcdef", "BEARER  0123456789abcdef "})
  void theTokenOpens(String header) {
    assertThat(MonitoringFilter.isToken(Optional.of(header), TOKEN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "0123456789abcdef",
        "Basic 0123456789abcdef",
        "Bearer 0123456789ABCDEF",
        "Bearer 0123456789abcde",
        "Bearer 0123456789abcdef0",
        "Bearer \"0123456789abcdef\"",
        "Bearer 0123456789abcdef, Bearer x"
      })
  void nothingElseDoes(String header) {
    assertThat(MonitoringFilter.isToken(Optional.of(header), TOKEN)).isFalse();
  }

  @Test
  void aMissingHeaderDoesNot() {
    assertThat(MonitoringFilter.isToken(Optional.empty(), TOKEN)).isFalse();
  }
}
