package org.clustershare.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.clustershare.platform.net.NetworkRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are inside; MonitoringKT asks a running product. */
class MonitoringFilterTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, LOOPBACK",
    "127.8.9.1, LOOPBACK",
    "::1, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.3.4, PRIVATE",
    "100.64.0.1, PRIVATE",
    "100.127.255.255, PRIVATE",
    "169.254.1.1, PRIVATE",
    "fd00::1, PRIVATE",
    "fc12::1, PRIVATE",
    "fe80::1, PRIVATE",
    "::ffff:10.0.0.1, PRIVATE",
    "172.15.0.1, PUBLIC",
    "172.32.0.1, PUBLIC",
    "100.63.0.1, PUBLIC",
    "100.128.0.1, PUBLIC",
    "192.169.0.1, PUBLIC",
    "11.0.0.1, PUBLIC",
    "203.0.113.1, PUBLIC",
    "2001:db8::1, PUBLIC",
    "::ffff:203.0.113.1, PUBLIC",
  })
  void anAddressIsInOneNetwork(String address, NetworkRange range) {
    for (var network : NetworkRange.values()) {
      assertThat(MonitoringFilter.contains(Set.of(network), address))
          .as("%s in %s", address, network)
          .isEqualTo(network == range || network == NetworkRange.PUBLIC);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "VIA",
        "X-Forwarded-For",
        "x-forwarded-proto",
        "X-Forwarded-Port",
        "X-Real-Ip",
        "CF-Connecting-IP",
        "True-Client-IP"
      })
  void whatAProxyMarkedIsOutside(String header) {
    assertThat(MonitoringFilter.isProxyHeader(header)).isTrue();
    assertThat(MonitoringFilter.isProxyHeader("Accept")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"unknown.invalid", "fe80::1%nowhere", "1.2.3.4.5"})
  void whatIsNoAddressIsOutside(String text) {
    assertThat(MonitoringFilter.contains(Set.of(NetworkRange.PRIVATE, NetworkRange.LOOPBACK), text))
        .isFalse();
  }
}
