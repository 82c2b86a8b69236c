package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.driver.browser.Recipient;
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
        var alice = alice(product, dex);
        var project = alice.createsProject("Choices");
        var link = alice.at(alice.adds(stack.apiServer).to(project)).shares();
        assertThat(link.toString()).startsWith("https://share.example.com/share/");
        var token = link.getPath().replace("/share/", "");
        var bob = new Recipient(new Visitor(dex.caFile(), BOB));

        var page = bob.requests(URI.create(base + "/share/" + token));
        assertThat(page.link(Recipient.WITH_TOKENS).getQuery()).contains("style=exec");
        assertThat(page).doesNotSay(Recipient.WITH_KUBELOGIN);

        var kubeconfig = base + "/api/v1/kubeconfig?share=" + token;
        assertThat(bob.requests(URI.create(kubeconfig + "&style=auth-provider")))
            .hasStatus(400)
            .says("This kind of kubeconfig is not offered");

        var start = bob.requests(URI.create(kubeconfig + "&style=exec"));
        assertThat(start)
            .hasHeaderWith("Location", "access_type=offline", "prompt=consent")
            .setsCookie("__Host-csrf_token", "Secure", "Path=/");
        assertThat(start.location()).doesNotContain("offline_access");
        assertThat(start.headers().firstValue("Set-Cookie").orElseThrow())
            .startsWith("__Host-csrf_token=")
            .doesNotContainIgnoringCase("Domain=");

        assertThat(cookiesOfAConsoleSignIn(bob.browser(), base))
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

        var eve = new Actor(STRANGER, new Api(product.base(), dex.idToken(STRANGER)));
        assertThat(eve.projects()).hasStatus(403).hasProblem("email-domain");
      }
    }
  }

  private static Actor alice(Product product, Dex issuer) {
    return new Actor(ALICE, new Api(product.base(), issuer.idToken(ALICE)));
  }

  private static JsonObjectBuilder teamX() {
    return Json.createObjectBuilder().add("clientID", "team-x");
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
    var bob = stack.recipient(BOB);
    Added cluster;
    URI link;
    try (var product = Product.start(port, folder, environment)) {
      var alice = alice(product, stack.issuer);
      cluster = alice.adds(stack.apiServer).to(alice.createsProject("Shrinking"));
      var atCluster = alice.at(cluster);
      assertThat(atCluster.usesClient(teamX())).hasStatus(200);
      link = atCluster.shares();
      assertThat(bob.beginsSignIn(link)).hasHeaderWith("Location", "client_id=team-x");
      assertThat(atCluster.kubeconfig()).contains("team-x");
    }

    // Only the owner can read a database of the demo's kind.
    assertThat(Files.getPosixFilePermissions(folder.resolve("database.mv.db")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    environment.put("CLUSTER_CLIENT_IDS", "others-*");
    try (var product = Product.start(port, folder, environment)) {
      var atCluster = alice(product, stack.issuer).at(cluster);

      assertThat(bob.beginsSignIn(link)).hasStatus(400).saysProblem("client-not-allowed");
      for (var refused : List.of(atCluster.kubeconfig(), atCluster.trustSetup(""))) {
        assertThat(refused).hasStatus(400).hasProblem("client-not-allowed");
      }
      // It is still shown, so that it can be replaced.
      assertThat(atCluster.client().getString("clientID")).isEqualTo("team-x");
      assertThat(atCluster.dropsClient()).hasStatus(200);
      assertThat(atCluster.kubeconfig()).hasStatus(200);
    }
  }

  @Test
  void tokensOfTheSharedAudienceGoOnlyToServersThatTheOperatorNamed() {
    var port = Product.freePort();
    var environment = Product.environment(port, stack.issuer, folder);
    environment.put("CLUSTER_CLIENT_IDS", "team-*");
    environment.put("SHARED_AUDIENCE_SERVERS", "*.k8s.example.com");
    try (var product = Product.start(port, folder, environment)) {
      var alice = alice(product, stack.issuer);
      var bob = stack.recipient(BOB);
      var project = alice.createsProject("Elsewhere");
      var atCluster = alice.at(alice.adds(stack.apiServer).as("elsewhere").to(project));

      assertNeedsItsOwnClient(atCluster.triesToShare());
      assertNeedsItsOwnClient(atCluster.kubeconfig());
      assertNeedsItsOwnClient(atCluster.checksTrust());

      // What counts is where people's tokens would go: kubectl's to the one, ours to the other.
      assertThat(atCluster.setsExternalServer("https://api.k8s.example.com")).hasStatus(200);
      assertThat(atCluster.triesToShare()).hasStatus(201);
      assertNeedsItsOwnClient(atCluster.checksTrust());
      assertThat(atCluster.setsExternalServer("")).hasStatus(200);
      assertNeedsItsOwnClient(atCluster.triesToShare());

      assertThat(atCluster.usesClient(teamX())).hasStatus(200);
      var link = atCluster.shares();
      var signIn = bob.opens(link).link(Recipient.WITH_TOKENS);
      assertThat(bob.requests(signIn)).hasStatus(303);

      // A share outlives its cluster's client.
      assertThat(atCluster.dropsClient()).hasStatus(200);
      for (var address : List.of(link, signIn)) {
        assertThat(bob.opens(address)).hasStatus(409).saysProblem("client-of-its-own-needed");
      }
    }
  }

  private void assertNeedsItsOwnClient(Api.Answer answer) {
    assertThat(answer)
        .hasStatus(409)
        .hasProblem("client-of-its-own-needed")
        .hasDetail(stack.apiServer.server().getHost())
        .hasNext("shared-audience-servers");
  }
}
