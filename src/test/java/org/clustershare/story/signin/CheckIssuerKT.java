package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Certificate;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check-issuer} of the image, against a real dex. */
@StoryTest
class CheckIssuerKT {
  private static final Path COMMAND = Path.of("server-config/check-issuer");
  private static final Path JAR =
      Path.of(System.getProperty("cluster-share.dist", "target/dist"), "cluster-share.jar");

  private final Stack stack;

  @TempDir private Path folder = Path.of("");

  CheckIssuerKT(Stack stack) {
    this.stack = stack;
  }

  private record Output(int exitCode, String text, String errors) {}

  private Output check(Map<String, String> environment) throws IOException, InterruptedException {
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder =
        new ProcessBuilder("sh", COMMAND.toAbsolutePath().toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("CLUSTER_SHARE_JAR", JAR.toAbsolutePath().toString());
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (path, java) -> java + ":" + path);
    var process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Output(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private Map<String, String> environment() {
    return Product.environment(Product.freePort(), stack.issuer, folder);
  }

  @Test
  void whatASignInNeedsIsPrintedAndNoProblemIsFound() throws IOException, InterruptedException {
    var output = check(environment());

    assertThat(output.text())
        .contains("issuer: " + stack.issuer.url())
        .contains("chain: subject=\"CN=dex\" issuer=\"CN=test-bed-issuer\" until=")
        .contains("certificate: verified")
        .contains("token endpoint: " + stack.issuer.url() + "/token")
        .contains("algorithms: RS256")
        .containsPattern("key: id=\\S+ type=RSA")
        .containsPattern("clock: the provider's clock differs by [+-]\\d s")
        .contains("offline_access", "refresh tokens: likely")
        .contains("email_verified: announced")
        .contains("/callback", "/api/v1/kubeconfig")
        .containsPattern("redirect URI to register: \\S+/api/v1/kubeconfig\n")
        .contains("authorization request: " + stack.issuer.url() + "/auth?")
        .endsWith("No problems found.\n")
        .doesNotContain(Dex.CLIENT_SECRET);
    assertThat(output.exitCode()).isZero();
    assertThat(folder.resolve("database.mv.db")).as("no database is touched").doesNotExist();
  }

  @Test
  void aMissingCaIsNamedAsSomethingToFix() throws IOException, InterruptedException {
    var environment = environment();
    var file = folder.resolve("ca.pem");
    Files.writeString(file, Certificate.selfSigned("a-stranger", Certificate.Kind.CA).pem());
    environment.put("OIDC_CA_FILE", file.toString());

    var output = check(environment);

    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.text())
        .contains("chain: subject=\"CN=dex\"")
        .contains("FIX: ", "lacks the certificate \"CN=test-bed-issuer\"")
        .doesNotContain("certificate: verified");
  }

  @Test
  void aProviderOverPlainHttpHasNoVerifiedCertificate() throws IOException, InterruptedException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var url = "http://localhost:" + server.getAddress().getPort();
    var discovery =
        Json.createObjectBuilder()
            .add("issuer", url)
            .add("authorization_endpoint", url + "/auth")
            .add("token_endpoint", url + "/token")
            .add("jwks_uri", url + "/keys")
            .add("response_types_supported", Json.createArrayBuilder().add("code"))
            .add("subject_types_supported", Json.createArrayBuilder().add("public"))
            .add("id_token_signing_alg_values_supported", Json.createArrayBuilder().add("RS256"))
            .build()
            .toString();
    server.createContext(
        "/.well-known/openid-configuration", exchange -> answer(exchange, discovery));
    server.createContext("/keys", exchange -> answer(exchange, "{\"keys\": []}"));
    server.start();
    try {
      var environment = environment();
      environment.put("OIDC_ISSUER_URL", url);

      var output = check(environment);

      assertThat(output.text())
          .contains("chain: none, plain http", "token endpoint: " + url + "/token")
          .contains("FIX: The provider has no keys yet.")
          .doesNotContain("certificate:")
          .endsWith("Problems to fix: 1.\n");
      assertThat(output.exitCode()).isEqualTo(1);
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void wrongSettingsAreSaidInsteadOfALookAtTheProvider() throws IOException, InterruptedException {
    var environment = environment();
    environment.put("OIDC_ISSUER_URL", "http://dex.example.com");

    var output = check(environment);

    assertThat(output.exitCode()).isEqualTo(78);
    assertThat(output.errors()).contains("oidc-issuer-url must begin with https://");
  }
}
