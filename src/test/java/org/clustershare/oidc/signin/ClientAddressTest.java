package org.clustershare.oidc.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2::1, 20010db800010002/64",
    "2001:db8:1:2:ffff::9, 20010db800010002/64",
    "2001:db8:1:3::1, 20010db800010003/64",
    "fe80::1%eth0, fe80000000000000/64",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "unknown, unknown",
    "a:b:c, a:b:c"
  })
  void addressesOfOneIpv6NetworkAreOne(String connection, String counted) {
    assertThat(ClientAddress.counted(connection)).isEqualTo(counted);
  }
}
