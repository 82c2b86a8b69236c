package org.clustershare.testbed.provider;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.TrustedHttp;
import org.clustershare.testbed.product.ChildProcess;
import org.clustershare.testbed.product.Product;

/**
 * A real Keycloak over TLS with a private CA and the clients of {@link Dex}. It does not announce
 * the scope groups and refuses scopes that it does not know; its ID tokens carry azp.
 */
public final class Keycloak implements AutoCloseable {
  private static final Path ZIP =
      Path.of(System.getProperty("keycloak.zip", "target/keycloak/keycloak.zip"));
  private static final String REALM = "demo";
  private static final Duration LONGEST_START = Duration.ofMinutes(6);
  private static final int TOKEN_SECONDS = 60;

  private final ChildProcess process;
  private final URI url;
  private final Path caFile;

  private Keycloak(ChildProcess process, URI url, Path caFile) {
    this.process = process;
    this.url = url;
    this.caFile = caFile;
  }

  /** Starts it, for the product at an address; alice and bob can sign in. */
  public static Keycloak start(Testbed testbed, Path dir, String productBase) {
    try {
      var home = unpack(dir);
      var authority = PrivateAuthority.create(dir.resolve("authority"));
      var certificate = Files.writeString(dir.resolve("tls.crt"), authority.certificatePem());
      var key = Files.writeString(dir.resolve("tls.key"), authority.keyPem());
      var imports = Files.createDirectories(home.resolve("data/import"));
      Files.writeString(imports.resolve(REALM + "-realm.json"), realm(productBase));
      int port = Product.freePort();
      var base = "https://localhost:" + port;
      var process =
          ChildProcess.start(
              List.of(
                  testbed.program().toString(),
                  "run",
                  "bash",
                  "-c",
                  // It logs to standard output, which no thread reads.
                  "exec bash \"$0\" \"$@\" >&2",
                  home.resolve("bin/kc.sh").toString(),
                  "start-dev",
                  "--import-realm",
                  "--db=dev-mem",
                  // Development mode serves plain HTTP, too.
                  "--http-port=" + Product.freePort(),
                  "--http-host=127.0.0.1",
                  "--https-port=" + port,
                  "--https-certificate-file=" + certificate,
                  "--https-certificate-key-file=" + key,
                  "--hostname=" + base),
              Map.of(
                  "JAVA_HOME",
                  System.getProperty("java.home"),
                  "JAVA_OPTS_APPEND",
                  "-Xmx400m -XX:TieredStopAtLevel=1"),
              dir.resolve("keycloak.log"));
      var keycloak =
          new Keycloak(process, URI.create(base + "/realms/" + REALM), authority.caFile());
      keycloak.awaitReady(dir.resolve("keycloak.log"));
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI url() {
    return url;
  }

  public Path caFile() {
    return caFile;
  }

  /** An ID token for our client, by the password grant: a short cut for API calls in tests. */
  public String idToken(String email) {
    var form =
        "grant_type=password&client_id=%s&client_secret=%s&username=%s&password=%s&scope=openid"
            .formatted(Dex.CLIENT_ID, Dex.CLIENT_SECRET, email, Dex.PASSWORD);
    var body =
        send(
            HttpRequest.newBuilder(URI.create(url + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    try (var reader = Json.createReader(new StringReader(body))) {
      return reader.readObject().getString("id_token");
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitReady(Path log) throws IOException {
    var deadline = Instant.now().plus(LONGEST_START);
    while (true) {
      try {
        if (send(HttpRequest.newBuilder(URI.create(url + "/.well-known/openid-configuration")))
            .contains("authorization_endpoint")) {
          return;
        }
      } catch (UncheckedIOException notYet) {
        // It is still starting.
      }
      if (!process.alive() || Instant.now().isAfter(deadline)) {
        process.close();
        throw new IllegalStateException("Keycloak did not start: " + Files.readString(log));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String send(HttpRequest.Builder request) {
    try {
      return TrustedHttp.client(caFile)
          .send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path unpack(Path dir) throws IOException {
    if (!Files.isReadable(ZIP)) {
      throw new IllegalStateException(
          "%s is missing: the build fetches it in the phase pre-integration-test.".formatted(ZIP));
    }
    var home = dir;
    try (var zip = new ZipInputStream(Files.newInputStream(ZIP))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = dir.resolve(entry.getName()).normalize();
        if (!file.startsWith(dir)) {
          throw new IOException("an entry outside of the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
        home = dir.resolve(entry.getName().split("/", -1)[0]);
      }
    }
    return home;
  }

  private static String realm(String productBase) {
    return Json.createObjectBuilder()
        .add("realm", REALM)
        .add("enabled", true)
        .add("accessTokenLifespan", TOKEN_SECONDS)
        .add("groups", array(Json.createObjectBuilder().add("name", "developers")))
        .add("users", array(user("alice"), user("bob")))
        .add(
            "clients",
            array(
                client(Dex.CLIENT_ID, productBase + "/api/v1/kubeconfig")
                    .add("secret", Dex.CLIENT_SECRET)
                    .add("publicClient", false)
                    .add("directAccessGrantsEnabled", true),
                client(Dex.KUBELOGIN_CLIENT_ID, "http://localhost:8000", "http://localhost:18000")
                    .add("publicClient", true)))
        .build()
        .toString();
  }

  private static JsonObjectBuilder user(String name) {
    return Json.createObjectBuilder()
        .add("username", name)
        .add("email", Dex.email(name))
        .add("emailVerified", true)
        .add("enabled", true)
        .add("firstName", name)
        .add("lastName", "Example")
        .add(
            "credentials",
            array(Json.createObjectBuilder().add("type", "password").add("value", Dex.PASSWORD)))
        .add("realmRoles", Json.createArrayBuilder(List.of("offline_access")))
        .add("groups", Json.createArrayBuilder(List.of("/developers")));
  }

  private static JsonObjectBuilder client(String id, String... redirectUris) {
    return Json.createObjectBuilder()
        .add("clientId", id)
        .add("enabled", true)
        .add("protocol", "openid-connect")
        .add("standardFlowEnabled", true)
        .add("redirectUris", Json.createArrayBuilder(List.of(redirectUris)))
        .add(
            "protocolMappers",
            array(
                Json.createObjectBuilder()
                    .add("name", "groups")
                    .add("protocol", "openid-connect")
                    .add("protocolMapper", "oidc-group-membership-mapper")
                    .add(
                        "config",
                        Json.createObjectBuilder()
                            .add("claim.name", "groups")
                            .add("full.path", "false")
                            .add("id.token.claim", "true"))));
  }

  private static JsonArrayBuilder array(JsonObjectBuilder... entries) {
    var array = Json.createArrayBuilder();
    for (var entry : entries) {
      array.add(entry);
    }
    return array;
  }
}
