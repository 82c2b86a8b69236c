package org.clustershare.testbed.provider;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.TrustedHttp;
import org.clustershare.testbed.product.ChildProcess;

/**
 * A real dex over TLS with a private CA, a confidential client for us and a public one for
 * kubelogin.
 */
public final class Dex implements AutoCloseable {
  public static final String CLIENT_ID = "cluster-share";
  public static final String CLIENT_SECRET = "the-demo-client-secret";
  public static final String KUBELOGIN_CLIENT_ID = "kubelogin";
  public static final String PASSWORD = "password";

  private final Testbed testbed;
  private final Path dir;
  private final Settings settings;
  private ChildProcess process;
  private final URI url;
  private final Path caFile;

  /** A person who can sign in, with {@link #PASSWORD}. */
  public record User(String email, boolean emailVerified, String name, List<String> groups) {}

  /** A client with the same redirect URI as ours, or a public one for kubelogin. */
  public record Client(String id, Optional<String> secret) {}

  /**
   * How dex is set up.
   *
   * @param redirectUris where our client may be sent back to
   * @param idTokenLifetime as Go writes durations, such as 10m
   * @param users who can sign in
   * @param clients further clients beside ours
   */
  public record Settings(
      List<String> redirectUris, String idTokenLifetime, List<User> users, List<Client> clients) {
    /** Alice, Bob and Carol, for the product at an address. */
    public static Settings forProductAt(String base) {
      return new Settings(
          List.of(base + "/api/v1/kubeconfig"),
          "10m",
          List.of(
              user("alice", "platform-team"), user("bob", "developers"), user("carol", "guests")),
          List.of());
    }

    public Settings with(User user) {
      var more = new ArrayList<>(users);
      more.add(user);
      return new Settings(redirectUris, idTokenLifetime, List.copyOf(more), clients);
    }

    public Settings withIdTokenLifetime(String lifetime) {
      return new Settings(redirectUris, lifetime, users, clients);
    }

    public Settings with(Client client) {
      var more = new ArrayList<>(clients);
      more.add(client);
      return new Settings(redirectUris, idTokenLifetime, users, List.copyOf(more));
    }

    private static User user(String name, String... groups) {
      return new User(
          email(name),
          true,
          name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1),
          Arrays.asList(groups));
    }
  }

  private Dex(Testbed testbed, Path dir, Settings settings) {
    this.testbed = testbed;
    this.dir = dir;
    this.settings = settings;
    this.process = run(0);
    var ready = process.awaitReady();
    this.url = URI.create(ready.getString("issuer"));
    this.caFile = Path.of(ready.getString("caFile"));
  }

  /** Starts dex on a free port of the loopback. */
  public static Dex start(Testbed testbed, Path dir, Settings settings) {
    return new Dex(testbed, dir, settings);
  }

  /** The email of a person of that name. */
  public static String email(String name) {
    return name + "@example.com";
  }

  public URI url() {
    return url;
  }

  public Path caFile() {
    return caFile;
  }

  /** An ID token for our client, by the password grant: a short cut for API calls in tests. */
  public String idToken(String email) {
    return idToken(email, CLIENT_ID, CLIENT_SECRET);
  }

  /** An ID token for the public client of kubelogin. */
  public String kubeloginIdToken(String email) {
    return idToken(email, KUBELOGIN_CLIENT_ID, "");
  }

  /** An ID token for a client; the secret of a public one is empty text. */
  public String idToken(String email, String clientId, String clientSecret) {
    var form =
        Map.of(
            "grant_type",
            "password",
            "username",
            email,
            "password",
            PASSWORD,
            "scope",
            "openid email groups profile");
    var body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .reduce((a, b) -> a + "&" + b)
            .orElseThrow();
    var basic =
        Base64.getEncoder()
            .encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
    try {
      var answer =
          TrustedHttp.client(caFile)
              .send(
                  HttpRequest.newBuilder(URI.create(url + "/token"))
                      .header("Authorization", "Basic " + basic)
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.ofString());
      try (var reader = Json.createReader(new StringReader(answer.body()))) {
        return reader.readObject().getString("id_token");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it; {@link #restart} brings it back. */
  public void stop() {
    process.close();
  }

  /** Starts it again at the same address, with new keys. */
  public void restart() {
    process.close();
    process = run(url.getPort());
    process.awaitReady();
  }

  /** Starts it again at the same address, with a certificate of another CA. */
  public void restartWithAnotherCa() {
    process.close();
    try {
      for (var name : List.of("ca.crt", "ca.key", "server.crt", "server.key")) {
        Files.delete(dir.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restart();
  }

  @Override
  public void close() {
    process.close();
  }

  private JsonObjectBuilder json(Client client) {
    var json = Json.createObjectBuilder().add("id", client.id()).add("name", client.id());
    return client
        .secret()
        .map(
            secret ->
                json.add("secret", secret)
                    .add("redirectURIs", Json.createArrayBuilder(settings.redirectUris())))
        .orElseGet(() -> json.add("public", true));
  }

  private ChildProcess run(int port) {
    var clients =
        Json.createArrayBuilder()
            .add(
                Json.createObjectBuilder()
                    .add("id", CLIENT_ID)
                    .add("secret", CLIENT_SECRET)
                    .add("name", "Cluster Share")
                    .add("redirectURIs", Json.createArrayBuilder(settings.redirectUris())))
            .add(
                Json.createObjectBuilder()
                    .add("id", KUBELOGIN_CLIENT_ID)
                    .add("public", true)
                    .add("name", "kubelogin"));
    settings.clients().forEach(client -> clients.add(json(client)));
    var users = Json.createArrayBuilder();
    settings
        .users()
        .forEach(
            user ->
                users.add(
                    Json.createObjectBuilder()
                        .add("email", user.email())
                        .add("emailVerified", user.emailVerified())
                        .add("name", user.name())
                        .add("password", PASSWORD)
                        .add("groups", Json.createArrayBuilder(user.groups()))));
    var config =
        Json.createObjectBuilder()
            .add("port", port)
            .add("idTokenLifetime", settings.idTokenLifetime())
            .add("clients", clients)
            .add("users", users)
            .build();
    try {
      Files.createDirectories(dir);
      var file = Files.writeString(dir.resolve("config.json"), config.toString());
      return ChildProcess.start(
          List.of(
              testbed.program().toString(),
              "issuer",
              "--dir",
              dir.toAbsolutePath().toString(),
              "--config",
              file.toAbsolutePath().toString()),
          Map.of(),
          dir.resolve("issuer.err"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
