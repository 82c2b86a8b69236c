package org.clustershare.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clustershare.testbed.Certificate;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check-issuer} of the image, against a real dex. */
class CheckIssuerKT {
  private static final Path COMMAND = Path.of("server-config/check-issuer");
  private static final Path JAR =
      Path.of(System.getProperty("cluster-share.jar", "target/cluster-share.jar"));

  private final Stack stack = Stack.shared();

  @TempDir private Path folder = Path.of("");

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
  void whatASignInNeedsIsPrintedAndEverythingFits() throws IOException, InterruptedException {
    var output = check(environment());

    assertThat(output.text())
        .contains("issuer: " + stack.issuer.url())
        .contains("chain: subject=\"CN=dex\" issuer=\"CN=test-bed-issuer\" until=")
        .contains("certificate: verified")
        .contains("token endpoint: " + stack.issuer.url() + "/token")
        .contains("algorithms: RS256")
        .containsPattern("key: id=\\S+ type=RSA")
        .containsPattern("clock: the provider's differs by [+-]\\d s")
        .contains("offline_access", "refresh tokens: to be expected")
        .contains("email_verified: announced")
        .contains("/callback", "/api/v1/kubeconfig")
        .contains("a sign-in asks for: " + stack.issuer.url() + "/auth?")
        .endsWith("Everything fits.\n")
        .doesNotContain(Issuer.CLIENT_SECRET);
    assertThat(output.exitCode()).isZero();
    assertThat(folder.resolve("database.mv.db")).as("no database is touched").doesNotExist();
  }

  @Test
  void aMissingCaIsNamedAndToBeMended() throws IOException, InterruptedException {
    var environment = environment();
    var file = folder.resolve("ca.pem");
    Files.writeString(file, Certificate.selfSigned("a-stranger", Certificate.Kind.CA).pem());
    environment.put("OIDC_CA_FILE", file.toString());

    var output = check(environment);

    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.text())
        .contains("chain: subject=\"CN=dex\"")
        .contains("TO MEND: ", "lacks the certificate \"CN=test-bed-issuer\"")
        .doesNotContain("certificate: verified");
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
