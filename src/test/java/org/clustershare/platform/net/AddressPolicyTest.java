package org.clustershare.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy EVERYTHING =
      new AddressPolicy(EnumSet.allOf(NetworkRange.class));
  private static final AddressPolicy DEFAULT =
      new AddressPolicy(Set.of(NetworkRange.PUBLIC, NetworkRange.PRIVATE));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "::",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "::169.254.169.254",
        "2001::1"
      })
  void someAddressesAreNeverAllowed(String address) throws UnknownHostException {
    assertThat(EVERYTHING.refusal(InetAddress.getByName(address))).isPresent();
    assertThat(EVERYTHING.refusalOfLiteral(address)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0x7f.1",
        "1.2.3.4.",
        "256.1.1.1",
        "fe80::1%eth0"
      })
  void anAddressIsWrittenInTheOneUsualWay(String host) {
    assertThat(EVERYTHING.refusalOfLiteral(host)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"})
  void loopbackIsAllowedOnlyByName(String address) throws UnknownHostException {
    assertThat(DEFAULT.refusal(InetAddress.getByName(address)))
        .hasValueSatisfying(sentence -> assertThat(sentence.toString()).contains("loopback"));
    assertThat(EVERYTHING.refusal(InetAddress.getByName(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "fd12::1",
        "8.8.8.8",
        "2606:4700::1"
      })
  void ordinaryAddressesAreAllowed(String address) throws UnknownHostException {
    assertThat(DEFAULT.refusal(InetAddress.getByName(address))).isEmpty();
    assertThat(DEFAULT.refusalOfLiteral(address)).isEmpty();
  }

  @Test
  void aNameIsJudgedWhenItIsResolved() {
    assertThat(DEFAULT.refusalOfLiteral("cluster.example.com")).isEmpty();
  }
}
