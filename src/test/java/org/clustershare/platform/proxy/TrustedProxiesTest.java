package org.clustershare.platform.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.SettingValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final TrustedProxies PROXIES = trusting("10.0.0.0/8, 192.168.1.7,fd00::/8");

  private static TrustedProxies trusting(String setting) {
    var values = new SettingValues(key -> Optional.of(setting).filter(text -> !text.isEmpty()));
    var proxies = TrustedProxies.read(values);
    values.throwProblems();
    return proxies;
  }

  @Test
  void withoutTheSettingTheHeaderSaysNothing() {
    assertThat(trusting("").client("10.0.0.1", List.of("203.0.113.9"))).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 198.51.100.1 | 203.0.113.9",
        "10.0.0.1 | 203.0.113.9 | 203.0.113.9",
        "192.168.1.7 | 203.0.113.9 | 203.0.113.9",
        "192.168.1.8 | 203.0.113.9 | 192.168.1.8",
        "10.0.0.1 | 198.51.100.1, 203.0.113.9 | 203.0.113.9",
        "10.0.0.1 | 198.51.100.1, 203.0.113.9, 10.2.0.1, 192.168.1.7 | 203.0.113.9",
        "10.0.0.1 | 10.3.3.3, 10.2.2.2 | 10.3.3.3",
        "10.0.0.1 | 203.0.113.9:4711 | 203.0.113.9",
        "10.0.0.1 | [2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7",
        "fd00:0:0:0:0:0:0:1 | 2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "10.0.0.1 | ::ffff:203.0.113.9 | 203.0.113.9",
      })
  void theClientIsTheLastOneThatNoTrustedProxyHas(
      String connection, String forwarded, String client) {
    assertThat(PROXIES.client(connection, List.of(forwarded))).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(PROXIES.client("10.0.0.1", List.of("198.51.100.1", "203.0.113.9, 10.0.0.2")))
        .isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "_hidden", "localhost", "", " ", "203.0.113.9, nonsense"})
  void whatIsNoAddressStopsAtTheProxyThatPassedItOn(String forwarded) {
    assertThat(PROXIES.client("10.0.0.1", List.of(forwarded))).isEqualTo("10.0.0.1");
  }

  @Test
  void aHeaderWithoutEndIsReadFromItsEnd() {
    assertThat(PROXIES.client("10.0.0.1", List.of("1.1.1.1,".repeat(100_000) + "203.0.113.9")))
        .isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "proxy.example.com", "10.0.0.0/8/8", "*"})
  void aWrongEntryIsAProblem(String entry) {
    assertThatThrownBy(() -> trusting(entry))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("trusted-proxies")
        .hasMessageContaining(entry);
  }
}
