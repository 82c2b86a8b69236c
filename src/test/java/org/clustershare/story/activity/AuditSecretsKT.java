package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret reaches the audit trail. The test plays the story of a share with a marker in every
 * secret, and then reads everything that the trail ever wrote: its table, the export, the webhook
 * and the standard output.
 */
@StoryTest
class AuditSecretsKT {
  private static final Pattern TOKENS =
      Pattern.compile("(?:id-token|refresh-token|client-secret): *\"?([^\"\\s]+)");
  private static final Pattern PARAMETERS = Pattern.compile("(?:code|state|again|nonce)=([^&]+)");

  private final Stack stack;
  private final Set<String> secrets = new LinkedHashSet<>();

  @TempDir private Path folder = Path.of("");

  AuditSecretsKT(Stack stack) {
    this.stack = stack;
  }

  private String secret(String place) {
    var marker = "%s-%s".formatted(place, RandomIds.id());
    secrets.add(marker);
    return marker;
  }

  @Test
  void noCopyOfTheTrailHasASecret() throws Exception {
    int port = Product.freePort();
    try (var webhook = AuditWebhook.start(0);
        var dex =
            Dex.start(
                stack.testbed,
                folder.resolve("issuer"),
                Dex.Settings.forProductAt(Product.base(port))
                    .with(new Dex.User(ADMIN, true, "Admin", List.of())))) {
      var environment = Product.environment(port, dex, folder);
      environment.put("ADMINS", ADMIN);
      environment.put("CLUSTER_CLIENT_IDS", "*");
      environment.putAll(webhook.environment());
      secrets.add("of-the-webhook");
      secrets.add(Dex.CLIENT_SECRET);
      String share;
      String export;
      List<String> sent;
      String logged;
      try (var running = PrintingProduct.start(port, folder, environment)) {
        var product = running.product();
        var aliceToken = dex.idToken(ALICE);
        secrets.add(aliceToken);
        share = playAlice(new Api(product.base(), aliceToken), dex);
        playStrangers(product.base(), dex);
        new Api(product.base(), dex.idToken(ALICE)).createProject("The last one");
        sent = webhook.awaitLine("The last one");
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> running.printed().lines().anyMatch(AuditSecretsKT::isLast));
        logged = running.printed();
        export =
            new Api(product.base(), dex.idToken(ADMIN))
                .call("GET", "/api/v2/activity", "", "Accept", "application/x-ndjson")
                .body();
      }
      assertNoSecret("export", export, share);
      assertNoSecret("webhook", String.join("\n", sent), share);
      assertNoSecret("standard output", logged, share);
      assertNoSecret("table", table(environment), share);
    }
  }

  private static boolean isLast(String line) {
    return line.startsWith("{\"audit\":") && line.contains("The last one");
  }

  private void assertNoSecret(String copy, String text, String share) {
    assertThat(text).as("%s that was read", copy).contains(share, "share.download", BOB);
    assertThat(secrets).hasSizeGreaterThan(15);
    assertThat(secrets).as(copy).noneMatch(text::contains);
  }

  /** Adds and shares a cluster with a secret in each field; gives the share's id. */
  private String playAlice(Api alice, Dex dex) {
    var project = alice.createProject("Project");
    var text = stack.apiServer.kubeconfigText();
    Pattern.compile("(?:-data|token): *\"?([A-Za-z0-9+/=._-]{40,})")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .forEach(secrets::add);
    var kubeconfig = text + "\nextensions: [{name: x, extension: \"%s\"}]\n";
    var added = alice.addCluster(project, "c", kubeconfig.formatted(secret("kubeconfig")));
    var cluster =
        "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
    alice.send(
        "PATCH",
        cluster,
        Api.clusterBody("c", kubeconfig.formatted(secret("replaced"))).toString());
    alice.post(cluster + "/trust", "{\"idToken\": \"%s\"}".formatted(secret("id-token")));
    alice.postOnce(
        secret("idempotency-key"),
        cluster + "/clusterroles/view/clusterbindings",
        Stack.user("x@example.com"));
    var share = alice.post(cluster + "/shares", "").object();
    var link = URI.create(share.getString("link"));
    var token = link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
    secrets.add(token);
    secrets.add(Sha256.hex(token));
    playBob(link, dex);
    alice.send(
        "PATCH",
        cluster,
        "{\"oidc\": {\"clientID\": \"%s\", \"clientSecret\": \"%s\"}}"
            .formatted(Dex.KUBELOGIN_CLIENT_ID, secret("client-secret")));
    alice.delete(cluster + "/shares/" + share.getString("id"));
    new Visitor(dex.caFile(), BOB).open(link);
    return share.getString("id");
  }

  private void playBob(URI link, Dex dex) {
    var bob = new Visitor(dex.caFile(), BOB);
    var download = bob.open(bob.open(link).link("Sign in to continue"));
    download.trail().forEach(address -> parameters(String.valueOf(address.getRawQuery())));
    parameters(String.valueOf(download.uri().getRawQuery()));
    var address = download.uri().getPath();
    secrets.add(address.substring(address.lastIndexOf('/') + 1));
    download.headers().allValues("set-cookie").forEach(this::cookie);
    var file = bob.get(download.link("Download kubeconfig"));
    assertThat(file.status()).isEqualTo(200);
    TOKENS.matcher(file.body()).results().map(found -> found.group(1)).forEach(secrets::add);
  }

  private void parameters(String query) {
    PARAMETERS
        .matcher(query)
        .results()
        .map(found -> URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
        .filter(value -> value.length() > 10)
        .forEach(secrets::add);
  }

  private void cookie(String header) {
    secrets.add(header.substring(header.indexOf('=') + 1).replaceAll(";.*", ""));
  }

  private void playStrangers(String base, Dex dex) {
    var stranger = new Visitor(dex.caFile(), BOB);
    for (var address :
        List.of(
            "/share/" + secret("link"),
            "/download/" + secret("download"),
            "/callback?code=%s&state=%s".formatted(secret("code"), secret("state")),
            "/api/v1/kubeconfig?code=%s&state=%s".formatted(secret("a-code"), secret("a-state")),
            "/api/v1/kubeconfig?share=" + secret("a-link"),
            "/api/v1/kubeconfig/download/" + secret("a-download"))) {
      stranger.get(URI.create(base + address), "Cookie", "session=" + secret("cookie"));
    }
    new Api(base, secret("bearer")).post("/api/v1/projects", "{\"name\": \"x\"}");
  }

  private static String table(Map<String, String> environment) throws Exception {
    var text = new StringBuilder();
    try (var connection =
            DriverManager.getConnection(
                environment.getOrDefault("DATABASE_URL", ""), "cluster-share", "cluster-share");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select * from audit_record")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          text.append(rows.getString(i)).append('\n');
        }
      }
    }
    return text.toString();
  }
}
