package org.clustershare.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h",
        "https://h/",
        "https://h:1",
        "https://h:65535",
        "HTTPS://h:6443/k8s/clusters/c",
        "https://127.0.0.1:6443",
        "https://[2001:db8::1]:6443",
        "http://localhost:8080",
      })
  void anAddressThatEveryClientReadsAlikeIsTaken(String text) {
    assertThat(ServerAddress.of(text)).map(ServerAddress::uri).contains(URI.create(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h:",
        "https://h:/",
        "https://h:0",
        "https://h:00",
        "https://h:0443",
        "https://h:65536",
        "https://h:99999999999",
        "https://h:-1",
        "https://h:+1",
        "https://[::1]:",
        "https://[::1]:0",
        "https://[::1]:00443"
      })
  void aPortIsANumberFrom1To65535OrMissing(String text) {
    assertThat(ServerAddress.of(text)).isEmpty();
    assertThat(ServerAddress.https(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "//h",
        "https:",
        "https://",
        "https:///path",
        "ftp://h",
        "https://u@h",
        "https://u:p@h",
        "https://h?q",
        "https://h#f",
        "https://h/\u00e4",
        "https://h h",
        "https://ho_st",
        "https://a..b",
        "https://[fe80::1%25eth0]",
        "https://[::1",
      })
  void whatIsNoServerAloneIsRefused(String text) {
    assertThat(ServerAddress.of(text)).isEmpty();
  }

  @Test
  void aHostIsANameThatDnsCanHold() {
    var label = "a".repeat(63);

    assertThat(ServerAddress.of("https://" + label + ".example")).isPresent();
    assertThat(ServerAddress.of("https://" + label + "a.example")).isEmpty();
    assertThat(ServerAddress.of("https://" + "a.".repeat(127) + "b")).isEmpty();
    assertThat(ServerAddress.of("https://h/" + "a".repeat(1_000))).isEmpty();
  }

  @Test
  void anEndpointMayHaveAQuery() {
    assertThat(ServerAddress.isReachable(URI.create("https://h/token?tenant=a"))).isTrue();
    assertThat(ServerAddress.isReachable(URI.create("https://h:0/token"))).isFalse();
    assertThat(ServerAddress.isReachable(URI.create("urn:h"))).isFalse();
  }

  @Test
  void onlyHttpsIsHttps() {
    assertThat(ServerAddress.https("http://localhost")).isEmpty();
    assertThat(ServerAddress.https("HTTPS://h/").orElseThrow().withoutSlash())
        .hasToString("HTTPS://h");
  }
}
