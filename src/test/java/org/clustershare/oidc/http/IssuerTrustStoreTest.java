package org.clustershare.oidc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.clustershare.platform.problem.Message;
import org.clustershare.testbed.TestClock;
import org.clustershare.testbed.provider.Certificate;
import org.clustershare.testbed.provider.Certificate.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trust store against a real TLS server on the loopback. */
class IssuerTrustStoreTest {
  private final Certificate root = Certificate.selfSigned("the-root", Kind.CA);
  private final Certificate intermediate = root.sign("the-intermediate", Kind.CA);
  private final Certificate server = intermediate.sign("the-server", Kind.SERVER);
  private final Certificate stranger = Certificate.selfSigned("a-stranger", Kind.CA);
  private final TestClock clock = new TestClock(Instant.now());

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private Optional<HttpsServer> running = Optional.empty();

  @BeforeEach
  void makeFile() {
    file = folder.resolve("ca.pem");
  }

  @AfterEach
  void stop() {
    running.ifPresent(https -> https.stop(0));
  }

  /** Serves "hello" and presents these certificates. */
  private URL serving(Certificate... chain) throws IOException, GeneralSecurityException {
    return serving("127.0.0.1", chain);
  }

  private URL serving(String address, Certificate... chain)
      throws IOException, GeneralSecurityException {
    var https = HttpsServer.create(new InetSocketAddress(address, 0), 0);
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "server",
        chain[0].keys().getPrivate(),
        new char[0],
        Arrays.stream(chain).map(Certificate::x509).toArray(java.security.cert.Certificate[]::new));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    var tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    https.createContext(
        "/",
        exchange -> {
          var hello = "hello".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, hello.length);
          exchange.getResponseBody().write(hello);
          exchange.close();
        });
    https.start();
    running = Optional.of(https);
    return URI.create("https://" + address + ":" + https.getAddress().getPort() + "/").toURL();
  }

  private IssuerTrustStore trust(boolean systemRoots) {
    return new IssuerTrustStore(Optional.of(file), systemRoots, clock);
  }

  private static NimbusHttpAdapter http(IssuerTrustStore trust) {
    return NimbusHttpAdapter.installation(IssuerHttpClient.installation(trust));
  }

  private static String read(NimbusHttpAdapter http, URL url) throws IOException {
    return http.retrieveResource(url).getContent();
  }

  @Test
  void aProviderWhoseCaIsInTheFileIsTrusted() throws IOException, GeneralSecurityException {
    var url = serving(server, intermediate);
    Files.writeString(file, stranger.pem() + root.pem());

    assertThat(read(http(trust(false)), url)).isEqualTo("hello");
  }

  @Test
  void theMessageNamesTheCertificateThatIsMissing() throws IOException, GeneralSecurityException {
    var url = serving(server, intermediate);
    Files.writeString(file, stranger.pem());
    var http = http(trust(false));

    assertThatThrownBy(() -> read(http, url))
        .isInstanceOf(IOException.class)
        .satisfies(
            e ->
                assertThat(UntrustedIssuerException.within(e).map(Message::toString).orElse(""))
                    .isEqualTo(
                        "oidc-ca-file lacks the certificate \"CN=the-root\", which signed the"
                            + " provider's \"CN=the-intermediate\"."));
  }

  @Test
  void aServerThatSignedItselfIsNamedWhenItIsMissingAndTrustedWhenItIsThere()
      throws IOException, GeneralSecurityException {
    var alone = Certificate.selfSigned("alone", Kind.SERVER);
    var url = serving(alone);
    Files.writeString(file, stranger.pem());
    var http = http(trust(true));

    assertThatThrownBy(() -> read(http, url))
        .satisfies(
            e ->
                assertThat(UntrustedIssuerException.within(e).map(Message::toString).orElse(""))
                    .contains("and the system's list of CAs lacks")
                    .contains("own certificate \"CN=alone\""));

    Files.writeString(file, alone.pem());
    clock.pass(Duration.ofSeconds(3));
    assertThat(read(http, url)).isEqualTo("hello");
  }

  @Test
  void aFileThatChangesCountsWithoutARestart() throws IOException, GeneralSecurityException {
    var url = serving(server, intermediate);
    Files.writeString(file, stranger.pem());
    var trust = trust(false);
    var http = http(trust);
    assertThatThrownBy(() -> read(http, url)).isInstanceOf(IOException.class);

    Files.writeString(file, root.pem());
    assertThat(trust.pem()).as("looked at a moment ago").hasValue(pem(stranger));
    clock.pass(Duration.ofSeconds(3));

    assertThat(read(http, url)).isEqualTo("hello");
    assertThat(trust.pem()).hasValue(pem(root));
  }

  @Test
  void aBrokenNewFileLeavesTheOldOneInForce() throws IOException, GeneralSecurityException {
    var url = serving(server, intermediate);
    Files.writeString(file, root.pem());
    var trust = trust(false);
    var http = http(trust);
    assertThat(read(http, url)).isEqualTo("hello");

    Files.writeString(file, "half of a fi");
    clock.pass(Duration.ofSeconds(3));
    assertThat(read(http, url)).isEqualTo("hello");
    Files.delete(file);
    clock.pass(Duration.ofSeconds(3));
    assertThat(trust.pem()).hasValue(pem(root));
  }

  @Test
  void theSystemsRootsAreTrustedBesideTheFileOnlyWhenThatIsAsked() throws IOException {
    Files.writeString(file, root.pem());

    assertThat(trust(false).current().roots()).containsExactly(root.x509());
    assertThat(trust(true).current().roots()).contains(root.x509()).hasSizeGreaterThan(1);
  }

  private static String pem(Certificate certificate) {
    return certificate.pem().replace("\r\n", "\n");
  }

  @Test
  void aCertificateForAnotherNameIsSaidToBeOne() throws IOException, GeneralSecurityException {
    var url = serving("127.0.0.2", server, intermediate);
    Files.writeString(file, root.pem());
    var http = http(trust(false));

    assertThatThrownBy(() -> read(http, url))
        .isInstanceOf(IOException.class)
        .satisfies(
            e ->
                assertThat(UntrustedIssuerException.within(e).map(Message::toString))
                    .hasValue("The provider's certificate is for another name."));
  }
}
