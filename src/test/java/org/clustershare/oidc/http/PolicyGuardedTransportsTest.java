package org.clustershare.oidc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dns;
import org.clustershare.oidc.http.IssuerTransport.Answer;
import org.clustershare.oidc.http.IssuerTransport.Call;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.testbed.HostileProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an issuer that an editor typed can make us do: nothing but answer in time and measure. */
class PolicyGuardedTransportsTest {
  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private HostileProvider provider;

  @BeforeEach
  void start() {
    provider = HostileProvider.start(folder);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private static PolicyGuardedTransports wire(Set<NetworkRange> allowed, Dns resolver) {
    return new PolicyGuardedTransports(allowed, resolver);
  }

  private Answer get(PolicyGuardedTransports wire, URI address)
      throws IOException, GeneralSecurityException {
    return send(wire, "GET", address, Optional.empty());
  }

  private Answer send(
      PolicyGuardedTransports wire, String method, URI address, Optional<String> body)
      throws IOException, GeneralSecurityException {
    var trusted = trusted();
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {trusted}, null);
    var headers =
        Map.of("Content-Type", List.of("application/x-www-form-urlencoded; charset=UTF-8"));
    return wire.send(new Call(method, address, headers, body), true, tls, trusted);
  }

  private X509TrustManager trusted() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(provider.caFile())) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private URI at(String path) {
    return URI.create(provider.url() + path);
  }

  @Test
  void whatIsAllowedAnswers() throws Exception {
    var all = wire(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM);

    var answer = get(all, at("/.well-known/openid-configuration"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("token_endpoint");
    var refused = send(all, "POST", at("/token"), Optional.of("code=unknown"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("invalid_grant");
  }

  @Test
  void anAddressThatThePolicyForClustersRefusesIsNotConnectedTo() {
    var outside = wire(Set.of(NetworkRange.PUBLIC, NetworkRange.PRIVATE), Dns.SYSTEM);

    assertThatThrownBy(() -> get(outside, at("/keys")))
        .hasMessageContaining("cluster-address-policy does not name loopback");
    assertThatThrownBy(() -> get(outside, URI.create("https://127.0.0.1:1/")))
        .hasMessageContaining("cluster-address-policy does not name loopback");
  }

  @Test
  void aNameIsJudgedByTheAddressThatItHasAtTheConnection() {
    Dns rebound =
        name ->
            List.of(
                InetAddress.getByAddress(
                    new byte[] {(byte) 169, (byte) 254, (byte) 169, (byte) 254}));

    assertThatThrownBy(
            () ->
                get(
                    wire(EnumSet.allOf(NetworkRange.class), rebound),
                    URI.create("https://idp.example.com/keys")))
        .hasMessageContaining("169.254.169.254 is never allowed");
  }

  @Test
  void nothingInPrivateNetworksIsAskedForAnIssuerThatNobodyVouchesFor() {
    var inside = URI.create("https://10.0.0.1:1/");
    Dns private172 = name -> List.of(InetAddress.getByAddress(new byte[] {(byte) 172, 16, 0, 1}));
    var all = EnumSet.allOf(NetworkRange.class);

    assertThatThrownBy(() -> postUnnamed(wire(all, Dns.SYSTEM), inside))
        .isInstanceOf(UnlistedPrivateIssuerException.class)
        .hasMessageContaining("cluster-issuers")
        .hasMessageNotContaining("cluster-address-policy");
    assertThatThrownBy(
            () -> postUnnamed(wire(all, private172), URI.create("https://idp.example.com/token")))
        .isInstanceOf(UnlistedPrivateIssuerException.class);
  }

  @Test
  void whatTheAddressPolicyDecidesIsPutDownToIt() {
    var outside = wire(Set.of(NetworkRange.PUBLIC), Dns.SYSTEM);

    for (var address : List.of("https://10.0.0.1:1/", "https://127.0.0.1:1/")) {
      assertThatThrownBy(() -> postUnnamed(outside, URI.create(address)))
          .isNotInstanceOf(UnlistedPrivateIssuerException.class)
          .hasMessageContaining("cluster-address-policy does not name");
    }
    assertThatThrownBy(() -> postUnnamed(outside, URI.create("https://169.254.169.254/")))
        .hasMessageContaining("never allowed");
  }

  private void postUnnamed(PolicyGuardedTransports wire, URI address)
      throws IOException, GeneralSecurityException {
    var trusted = trusted();
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {trusted}, null);
    wire.send(new Call("POST", address, Map.of(), Optional.of("code=c")), false, tls, trusted);
  }

  @Test
  void onlyTlsIsSpoken() {
    assertThatThrownBy(
            () ->
                get(
                    wire(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM),
                    URI.create("http://localhost:1/")))
        .hasMessageContaining("Providers are reached only by https");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Location", at("/stranger").toString());
          HostileProvider.send(exchange, 307, "");
        });

    var answer =
        send(
            wire(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM),
            "POST",
            at("/token"),
            Optional.of("code=x"));

    assertThat(answer.status()).isEqualTo(307);
    assertThat(provider.strangers()).isZero();
  }

  @Test
  void anAnswerThatIsTooLongIsNotTaken() {
    provider.replaceAnswer(
        exchange -> HostileProvider.send(exchange, 200, "x".repeat(256 * 1024 + 1)));

    assertThatThrownBy(
            () ->
                send(
                    wire(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM),
                    "POST",
                    at("/token"),
                    Optional.of("code=x")))
        .hasMessageContaining("larger than 256 KiB");
  }
}
