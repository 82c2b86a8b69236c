package org.clustershare.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "9.255.255.255, public",
    "10.0.0.0, private",
    "10.255.255.255, private",
    "11.0.0.0, public",
    "100.63.255.255, public",
    "100.64.0.0, private",
    "100.100.100.199, private",
    "100.100.100.201, private",
    "100.127.255.255, private",
    "100.128.0.0, public",
    "126.255.255.255, public",
    "128.0.0.0, public",
    "168.63.129.15, public",
    "168.63.129.16, never",
    "168.63.129.17, public",
    "169.253.255.255, public",
    "169.255.0.0, public",
    "172.15.255.255, public",
    "172.31.255.255, private",
    "172.32.0.0, public",
    "191.255.255.255, public",
    "192.0.0.255, never",
    "192.0.1.0, public",
    "192.169.0.0, public",
    "198.17.255.255, public",
    "198.18.0.0, private",
    "198.19.255.255, private",
    "198.20.0.0, public",
    "223.255.255.255, public",
    "::2, never",
    "1fff:ffff::1, never",
    "2000::1, public",
    "2001:0:ffff::1, never",
    "2001:1::1, public",
    "2002:a00:1::1, private",
    "2002:808:808::1, public",
    "3fff:ffff::1, public",
    "4000::1, never",
    "64:ff9b::10.0.0.1, private",
    "64:ff9b::1:a00:1, never",
    "::ffff:0:10.0.0.1, private",
    "::ffff:1:10.0.0.1, never",
    "fbff:ffff::1, never",
    "fc00::1, private",
    "fd00:ec2::ffff, never",
    "fd00:ec2::1:0, private",
    "fd20:ce::254, never",
    "fd20:ce::1:0, private",
    "fdff:ffff::1, private",
    "fe00::1, never",
  })
  void blocksEndWhereTheirRfcSays(String address, String range) throws UnknownHostException {
    var given = InetAddress.getByName(address);

    for (var network : NetworkRange.values()) {
      assertThat(new AddressPolicy(Set.of(network)).refusal(given).isEmpty())
          .as("%s in %s", address, network)
          .isEqualTo(network.key().equals(range));
    }
  }

  @Test
  void theUnrestrictedPolicyAllowsEveryAddress() throws UnknownHostException {
    for (var address : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "0x7f.1", "fe80::1%1")) {
      assertThat(AddressPolicy.UNRESTRICTED.refusalOfLiteral(address)).isEmpty();
    }
    assertThat(AddressPolicy.UNRESTRICTED.refusal(InetAddress.getByName("169.254.169.254")))
        .isEmpty();
  }
}
