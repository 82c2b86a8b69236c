package org.clustershare.oidc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.testbed.hostile.HostileProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer that an editor typed can only answer, within the limits of time and size. */
class IssuerHttpClientTest {
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

  private IssuerTrustStore trust() {
    return new IssuerTrustStore(Optional.of(provider.caFile()), false, Clock.systemUTC());
  }

  private IssuerHttpClient named(Set<NetworkRange> allowed, Dns resolver) {
    return IssuerHttpClient.named(new AddressPolicy(allowed), trust(), resolver);
  }

  private IssuerHttpClient unnamed(Set<NetworkRange> allowed, Dns resolver) {
    return IssuerHttpClient.unnamed(new AddressPolicy(allowed), trust(), resolver);
  }

  private static ReadOnlyHTTPResponse get(IssuerHttpClient client, URI address) throws IOException {
    return client.send(new HTTPRequest(HTTPRequest.Method.GET, address));
  }

  private static ReadOnlyHTTPResponse post(IssuerHttpClient client, URI address, String body)
      throws IOException {
    var request = new HTTPRequest(HTTPRequest.Method.POST, address);
    request.setHeader("Content-Type", "application/x-www-form-urlencoded");
    request.setBody(body);
    return client.send(request);
  }

  private URI at(String path) {
    return URI.create(provider.url() + path);
  }

  @Test
  void whatIsAllowedAnswers() throws Exception {
    var all = named(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM);

    var answer = get(all, at("/.well-known/openid-configuration"));

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getBody()).contains("token_endpoint");
    var refused = post(all, at("/token"), "code=unknown");
    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getBody()).contains("invalid_grant");
  }

  @Test
  void anAddressThatThePolicyForClustersRefusesIsNotConnectedTo() {
    var outside = named(Set.of(NetworkRange.PUBLIC, NetworkRange.PRIVATE), Dns.SYSTEM);

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
                    named(EnumSet.allOf(NetworkRange.class), rebound),
                    URI.create("https://idp.example.com/keys")))
        .hasMessageContaining("169.254.169.254 is never allowed");
  }

  @Test
  void nothingInPrivateNetworksIsAskedForAnIssuerThatNobodyVouchesFor() {
    var inside = URI.create("https://10.0.0.1:1/");
    Dns private172 = name -> List.of(InetAddress.getByAddress(new byte[] {(byte) 172, 16, 0, 1}));
    var all = EnumSet.allOf(NetworkRange.class);

    assertThatThrownBy(() -> post(unnamed(all, Dns.SYSTEM), inside, "code=c"))
        .isInstanceOf(UnlistedPrivateIssuerException.class)
        .hasMessageContaining("cluster-issuers")
        .hasMessageNotContaining("cluster-address-policy");
    assertThatThrownBy(
            () ->
                post(
                    unnamed(all, private172),
                    URI.create("https://idp.example.com/token"),
                    "code=c"))
        .isInstanceOf(UnlistedPrivateIssuerException.class);
  }

  @Test
  void whatTheAddressPolicyDecidesIsPutDownToIt() {
    var outside = unnamed(Set.of(NetworkRange.PUBLIC), Dns.SYSTEM);

    for (var address : List.of("https://10.0.0.1:1/", "https://127.0.0.1:1/")) {
      assertThatThrownBy(() -> post(outside, URI.create(address), "code=c"))
          .isNotInstanceOf(UnlistedPrivateIssuerException.class)
          .hasMessageContaining("cluster-address-policy does not name");
    }
    assertThatThrownBy(() -> post(outside, URI.create("https://169.254.169.254/"), "code=c"))
        .hasMessageContaining("never allowed");
  }

  @Test
  void onlyTlsIsSpoken() {
    assertThatThrownBy(
            () ->
                get(
                    named(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM),
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

    var answer = post(named(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM), at("/token"), "code=x");

    assertThat(answer.getStatusCode()).isEqualTo(307);
    assertThat(provider.strangers()).isZero();
  }

  @Test
  void anAnswerThatIsTooLongIsNotTaken() {
    provider.replaceAnswer(
        exchange -> HostileProvider.send(exchange, 200, "x".repeat(256 * 1024 + 1)));

    assertThatThrownBy(
            () ->
                post(named(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM), at("/token"), "code=x"))
        .hasMessageContaining("larger than 256 KiB");
  }

  @Test
  void theInstallationsIssuerMayBeAnywhereAndInPlainHttp() throws Exception {
    var encoding = new AtomicReference<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          encoding.set(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
          HostileProvider.send(exchange, 200, "y".repeat(1 << 20));
        });
    server.createContext(
        "/long", exchange -> HostileProvider.send(exchange, 200, "y".repeat((1 << 20) + 1)));
    server.start();
    try (var client = IssuerHttpClient.installation(trust())) {
      var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");

      assertThat(get(client, url).getBody()).hasSize(1 << 20);
      assertThat(encoding).hasValue("identity");
      assertThatThrownBy(() -> get(client, url.resolve("/long")))
          .hasMessageContaining("larger than 1024 KiB");
      assertThat(get(client, at("/keys")).getStatusCode()).isEqualTo(200);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anAddressThatIsNoneIsRefusedByASentence() {
    assertThatThrownBy(
            () ->
                get(
                    IssuerHttpClient.installation(trust()),
                    URI.create("https://idp.example.com:0/")))
        .isInstanceOf(IOException.class)
        .hasMessage("The provider's address cannot be used.");
  }

  @Test
  void aCodeIsSentOnceAlsoWhenTheConnectionBreaks() throws Exception {
    var posts = new AtomicInteger();
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var client = IssuerHttpClient.installation(trust())) {
      Thread.ofVirtual().start(() -> breakAtPost(server, posts));
      var url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");

      assertThat(get(client, url).getBody()).isEqualTo("hello");
      assertThatThrownBy(() -> post(client, url, "code=c")).isInstanceOf(IOException.class);
      assertThat(posts).hasValue(1);
    }
  }

  /** Answers a GET, and closes the connection when a POST has arrived. */
  private static void breakAtPost(ServerSocket server, AtomicInteger posts) {
    try {
      while (true) {
        try (var socket = server.accept();
            var lines =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
          boolean post = false;
          for (var line = lines.readLine(); line != null && !post; line = lines.readLine()) {
            post = line.startsWith("POST");
            if (post) {
              posts.incrementAndGet();
            } else if (line.isEmpty()) {
              var answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
          }
        }
      }
    } catch (IOException testEnded) {
      // The server socket is closed.
    }
  }

  @Test
  void aCodeIsNotSentOverAConnectionThatTheIssuerHasClosed() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var client = IssuerHttpClient.installation(trust())) {
      Thread.ofVirtual().start(() -> closeAfterAnswer(server));
      var url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");

      assertThat(get(client, url).getBody()).isEqualTo("hello");
      assertThat(post(client, url, "code=c").getBody()).isEqualTo("hello");
    }
  }

  /** Answers one request a connection, as if it could be used again, and closes it. */
  private static void closeAfterAnswer(ServerSocket server) {
    try {
      while (true) {
        try (var socket = server.accept();
            var lines =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
          var line = lines.readLine();
          while (line != null && !line.isEmpty()) {
            line = lines.readLine();
          }
          var answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException testEnded) {
      // The server socket is closed.
    }
  }

  @Test
  void onlyTheInstallationsIssuerIsReachedThroughTheProxyOfJava() throws Exception {
    var proxied = new AtomicInteger();
    var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          proxied.incrementAndGet();
          HostileProvider.send(exchange, 200, "by the proxy");
        });
    proxy.start();
    var usual = ProxySelector.getDefault();
    ProxySelector.setDefault(ProxySelector.of(proxy.getAddress()));
    try (var installation = IssuerHttpClient.installation(trust());
        var named = named(EnumSet.allOf(NetworkRange.class), Dns.SYSTEM)) {
      assertThat(get(installation, URI.create("http://idp.invalid/keys")).getBody())
          .isEqualTo("by the proxy");
      assertThat(get(named, at("/keys")).getBody()).contains("keys");
      assertThat(proxied).hasValue(1);
    } finally {
      ProxySelector.setDefault(usual);
      proxy.stop(0);
    }
  }
}
