package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can choose about sign-ins and kubeconfigs, on a product behind TLS. */
@StoryTest
class SignInSettingsKT {
  private static final String STRANGER = "eve@elsewhere.example";

  private final Stack stack;

  @TempDir private Path folder = Path.of("");

  SignInSettingsKT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void oneKindOfKubeconfigForPeopleOfOneDomainOverTls() {
    var port = Product.freePort();
    var base = Product.base(port);
    try (var dex =
        Dex.start(
            stack.testbed,
            folder.resolve("issuer"),
            Dex.Settings.forProductAt("https://share.example.com")
                .with(new Dex.User(STRANGER, true, "Eve", List.of())))) {
      var environment = Product.environment(port, dex, folder);
      environment.put("OIDC_ISSUER_REDIRECT_URI", "https://share.example.com/api/v1/kubeconfig");
      environment.put("KUBECONFIG_STYLES", "exec");
      environment.put("OIDC_EMAIL_DOMAINS", "example.com");
      environment.put("OIDC_OFFLINE_ACCESS_AS_SCOPE", "false");
      try (var product = Product.start(port, folder, environment)) {
        var alice = new Api(product.base(), dex.idToken(ALICE));
        var project = alice.createProject("Choices");
        var cluster =
            alice
                .addCluster(project, "the-cluster", stack.apiServer.kubeconfigText())
                .object()
                .getString("id");
        var link =
            alice
                .post("/api/v2/projects/%s/clusters/%s/shares".formatted(project, cluster), "")
                .object()
                .getString("link");
        assertThat(link).startsWith("https://share.example.com/share/");
        var token = link.substring(link.lastIndexOf('/') + 1);
        var bob = new Visitor(dex.caFile(), "bob@example.com");

        var page = bob.get(URI.create(base + "/share/" + token));
        assertThat(page.link("Sign in to continue").getQuery()).contains("style=exec");
        assertThat(page.body()).doesNotContain("Use kubelogin instead");

        var refused =
            bob.get(URI.create(base + "/api/v1/kubeconfig?style=auth-provider&share=" + token));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("This kind of kubeconfig is not offered");

        var begun = bob.get(URI.create(base + "/api/v1/kubeconfig?style=exec&share=" + token));
        assertThat(begun.headers().firstValue("Location").orElseThrow())
            .contains("access_type=offline", "prompt=consent")
            .doesNotContain("offline_access");
        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
            .startsWith("__Host-csrf_token=")
            .containsIgnoringCase("Secure")
            .containsIgnoringCase("Path=/")
            .doesNotContainIgnoringCase("Domain=");

        assertThat(cookiesOfAConsoleSignIn(bob, base))
            .anySatisfy(
                cookie ->
                    assertThat(cookie)
                        .startsWith("__Host-sign_in=")
                        .containsIgnoringCase("Secure")
                        .containsIgnoringCase("HttpOnly")
                        .containsIgnoringCase("Path=/")
                        .containsIgnoringCase("Max-Age=180")
                        .containsIgnoringCase("SameSite=Lax")
                        .doesNotContainIgnoringCase("Domain="))
            .anySatisfy(
                cookie ->
                    assertThat(cookie)
                        .startsWith("__Host-session=")
                        .containsIgnoringCase("Secure")
                        .containsIgnoringCase("HttpOnly")
                        .containsIgnoringCase("Path=/")
                        .containsIgnoringCase("SameSite=Lax"));

        var eve = new Api(product.base(), dex.idToken(STRANGER)).get("/api/v1/projects");
        assertThat(eve.status()).isEqualTo(403);
        assertThat(eve.object().getString("type")).endsWith("email-domain");
      }
    }
  }

  /** The browser is behind a proxy that ends TLS; here it asks the product itself. */
  private static List<String> cookiesOfAConsoleSignIn(Visitor browser, String base) {
    var begun = browser.get(URI.create(base + "/console/projects"));
    var cookies = new ArrayList<>(begun.headers().allValues("Set-Cookie"));
    var callback =
        browser
            .openUntil(
                URI.create(begun.headers().firstValue("Location").orElseThrow()),
                next -> next.getHost().equals("share.example.com"))
            .uri();
    var ended =
        browser.get(
            URI.create(base + callback.getRawPath() + "?" + callback.getRawQuery()),
            "Cookie",
            cookies.get(0).split(";", -1)[0]);
    cookies.addAll(ended.headers().allValues("Set-Cookie"));
    return cookies;
  }

  @Test
  void aClientThatTheOperatorTookFromTheListIsUsedNoMore() throws IOException {
    var port = Product.freePort();
    var environment = Product.environment(port, stack.issuer, folder);
    environment.put("CLUSTER_CLIENT_IDS", "team-*");
    var bob = new Visitor(stack.issuer.caFile(), "bob@example.com");
    String cluster;
    URI link;
    try (var product = Product.start(port, folder, environment)) {
      var alice = new Api(product.base(), stack.issuer.idToken(ALICE));
      var project = alice.createProject("Shrinking");
      var added = alice.addCluster(project, "the-cluster", stack.apiServer.kubeconfigText());
      cluster =
          "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
      var named = alice.send("PATCH", cluster, "{\"oidc\": {\"clientID\": \"team-x\"}}");
      assertThat(named.status()).as(named.body()).isEqualTo(200);
      link = URI.create(alice.post(cluster + "/shares", "").object().getString("link"));
      var begun = bob.get(bob.open(link).link("Sign in to continue"));
      assertThat(begun.headers().firstValue("Location").orElseThrow()).contains("client_id=team-x");
      assertThat(alice.get(cluster + "/oidckubeconfig").body()).contains("team-x");
    }

    // Only the owner can read a database of the demo's kind.
    assertThat(Files.getPosixFilePermissions(folder.resolve("database.mv.db")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    environment.put("CLUSTER_CLIENT_IDS", "others-*");
    try (var product = Product.start(port, folder, environment)) {
      var alice = new Api(product.base(), stack.issuer.idToken(ALICE));

      var refused = bob.get(bob.open(link).link("Sign in to continue"));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("data-problem=\"client-not-allowed\"");
      for (var used : List.of("/oidckubeconfig", "/trust/setup")) {
        var answer = alice.get(cluster + used);
        assertThat(answer.status()).as(used).isEqualTo(400);
        assertThat(answer.object().getString("type")).endsWith("client-not-allowed");
      }
      // It is still shown, so that it can be replaced.
      assertThat(alice.get(cluster).object().getJsonObject("oidc").getString("clientID"))
          .isEqualTo("team-x");
      assertThat(alice.send("PATCH", cluster, "{\"oidc\": null}").status()).isEqualTo(200);
      assertThat(alice.get(cluster + "/oidckubeconfig").status()).isEqualTo(200);
    }
  }

  @Test
  void tokensOfTheSharedAudienceGoOnlyToServersThatTheOperatorNamed() {
    var port = Product.freePort();
    var environment = Product.environment(port, stack.issuer, folder);
    environment.put("CLUSTER_CLIENT_IDS", "team-*");
    environment.put("SHARED_AUDIENCE_SERVERS", "*.k8s.example.com");
    try (var product = Product.start(port, folder, environment)) {
      var alice = new Api(product.base(), stack.issuer.idToken(ALICE));
      var bob = new Visitor(stack.issuer.caFile(), "bob@example.com");
      var project = alice.createProject("Elsewhere");
      var added = alice.addCluster(project, "elsewhere", stack.apiServer.kubeconfigText());
      assertThat(added.status()).as(added.body()).isEqualTo(201);
      var cluster =
          "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));

      assertNeedsItsOwn(alice.post(cluster + "/shares", ""));
      assertNeedsItsOwn(alice.get(cluster + "/oidckubeconfig"));
      assertNeedsItsOwn(alice.post(cluster + "/trust", ""));

      // What counts is where people's tokens would go: kubectl's to the one, ours to the other.
      change(alice, cluster, "{\"externalServer\": \"https://api.k8s.example.com\"}");
      assertThat(alice.post(cluster + "/shares", "").status()).isEqualTo(201);
      assertNeedsItsOwn(alice.post(cluster + "/trust", ""));
      change(alice, cluster, "{\"externalServer\": \"\"}");
      assertNeedsItsOwn(alice.post(cluster + "/shares", ""));

      change(alice, cluster, "{\"oidc\": {\"clientID\": \"team-x\"}}");
      var link = URI.create(alice.post(cluster + "/shares", "").object().getString("link"));
      var signIn = bob.open(link).link("Sign in to continue");
      assertThat(bob.get(signIn).status()).isEqualTo(303);

      // A share outlives its cluster's client.
      change(alice, cluster, "{\"oidc\": null}");
      for (var address : List.of(link, signIn)) {
        var page = bob.open(address);
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body()).contains("data-problem=\"client-of-its-own-needed\"");
      }
    }
  }

  private static void change(Api api, String cluster, String body) {
    var changed = api.send("PATCH", cluster, body);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }

  private void assertNeedsItsOwn(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(409);
    assertThat(answer.object().getString("type")).endsWith("client-of-its-own-needed");
    assertThat(answer.object().getString("detail")).contains(stack.apiServer.server().getHost());
    assertThat(answer.object().getString("next")).contains("shared-audience-servers");
  }
}
