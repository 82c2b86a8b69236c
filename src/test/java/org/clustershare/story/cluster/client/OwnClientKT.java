package org.clustershare.story.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.NEWCOMER;
import static org.clustershare.story.driver.Stack.OWN_CLIENT;
import static org.clustershare.story.driver.Stack.OWN_KUBELOGIN;
import static org.clustershare.story.driver.Stack.OWN_SECRET;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.Sharing;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster with an OIDC client of its own beside one with the installation's: two real API
 * servers, one dex. A token for one of them is good nowhere else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DatabaseTest
@StoryTest
class OwnClientKT {
  private static final Pattern ID_TOKEN = Pattern.compile("id-token: (\\S+)");

  private final Stack stack;
  private Added usual = new Added("", "");
  private Added own = new Added("", "");
  private Sharing sharing;

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster apiServer;

  OwnClientKT(Stack stack) {
    this.stack = stack;
    this.sharing = sharing(Path.of(""), stack.apiServer);
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    usual = stack.addCluster();
    // What it prints with the client makes the second API server trust that client, and no other.
    assertThat(atUsual().usesClient(ownClient())).hasStatus(200);
    var configuration = atUsual().trustSetup("authentication-configuration").body();
    assertThat(atUsual().dropsClient()).hasStatus(200);
    assertThat(configuration)
        .contains("- \"%s\"".formatted(OWN_CLIENT), "- \"%s\"".formatted(OWN_KUBELOGIN))
        .doesNotContain("\"" + Dex.CLIENT_ID + "\"");
    apiServer =
        KubernetesCluster.start(
            stack.testbed,
            folder.resolve("own"),
            KubernetesCluster.Settings.authenticating(configuration));
    own = stack.actor(ALICE).adds(apiServer).as("own").to(usual.project());
    assertThat(atOwn().usesClient(ownClient())).hasStatus(200);
    sharing = sharing(folder, apiServer);
  }

  @AfterAll
  void stop() {
    apiServer.close();
  }

  private Sharing sharing(Path folder, KubernetesCluster kubernetesCluster) {
    return new Sharing(
        stack.product,
        kubernetesCluster,
        stack.kubectl,
        stack.issuer.caFile(),
        folder,
        stack.issuer::idToken);
  }

  private static JsonObjectBuilder ownClient() {
    return Json.createObjectBuilder()
        .add("clientID", OWN_CLIENT)
        .add("kubeloginClientID", OWN_KUBELOGIN)
        .add("clientSecret", OWN_SECRET);
  }

  private ClusterActor atUsual() {
    return stack.actor(ALICE).at(usual);
  }

  private ClusterActor atOwn() {
    return stack.actor(ALICE).at(own);
  }

  /** The name that an API server knows the bearer of a token by, or its error. */
  private String username(KubernetesCluster kubernetesCluster, String token) {
    return KubernetesUser.withToken(stack.kubectl, kubernetesCluster, token).username();
  }

  private String tokenOfOwnClient(String email) {
    return stack.issuer.idToken(email, OWN_CLIENT, OWN_SECRET);
  }

  @Test
  void aFileWithTokensWorksAtThisClusterAndNowhereElse() throws IOException {
    var bob = sharing.bob();
    var page = bob.signsIn(atOwn().shares());
    assertThat(page.trail().toString()).contains("client_id=" + OWN_CLIENT);
    var kubeconfig = sharing.saves(bob, page);

    sharing.assertBob(kubeconfig);
    var content = Files.readString(kubeconfig);
    assertThat(content).contains("client-id: " + OWN_CLIENT).doesNotContain(Dex.CLIENT_SECRET);
    var found = ID_TOKEN.matcher(content);
    assertThat(found.find()).isTrue();
    var token = found.group(1);

    assertThat(username(apiServer, token)).isEqualTo(BOB);
    assertThat(username(stack.apiServer, token)).contains("Unauthorized");
    var atTheApi = new Api(stack.product.base(), token).get("/api/v1/me");
    assertThat(atTheApi).hasStatus(401).hasProblem("token-audience");
  }

  /** The administrator of that client chooses its claims: groups, address and account. */
  @Test
  void aSignInWithThatClientLeavesThePersonUnknown() {
    stack.addMember(usual.project(), NEWCOMER, "viewers");

    var throughOwn = stack.recipient(NEWCOMER).signsIn(atOwn().shares());

    assertThat(throughOwn.trail().toString()).contains("client_id=" + OWN_CLIENT);
    assertThat(throughOwn).says("Download kubeconfig");
    assertThat(nameOfNewcomer()).isEqualTo(NEWCOMER);

    // The installation's client tells who they are.
    stack.recipient(NEWCOMER).signsIn(atUsual().shares());
    assertThat(nameOfNewcomer()).isEqualTo("Newcomer");
  }

  private String nameOfNewcomer() {
    return stack
        .actor(ALICE)
        .in(usual.project())
        .members()
        .array()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(member -> member.getString("email").equals(NEWCOMER))
        .map(member -> member.getString("name"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tokensOfTheInstallationAreNotGoodHere() {
    var token = stack.issuer.idToken(BOB);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> username(stack.apiServer, token).equals(BOB));
    assertThat(username(apiServer, token)).contains("Unauthorized");
    assertThat(username(apiServer, stack.issuer.kubeloginIdToken(BOB))).contains("Unauthorized");
  }

  @Test
  void aFileForKubeloginSignsInAtTheClustersOwnPublicClient() throws IOException {
    var bob = sharing.bob();
    var kubeconfig = sharing.saves(bob, bob.signsIn(atOwn().shares(), Recipient.WITH_KUBELOGIN));
    assertThat(Files.readString(kubeconfig))
        .contains("--oidc-client-id=" + OWN_KUBELOGIN)
        .doesNotContain("secret");

    sharing.assertBob(
        stack.kubectl.runSigningIn(kubeconfig, sharing.bob().browser(), "auth", "whoami"));

    assertThat(atOwn().kubeconfig()).contains("--oidc-client-id=" + OWN_KUBELOGIN);
  }

  @Test
  void trustIsCheckedWithATokenOfThatClientAndNeverWithAnother() {
    assertThat(atOwn().checksTrust())
        .hasStatus(400)
        .hasProblem("trust-other-client")
        .hasDetail(OWN_CLIENT);

    assertThat(atOwn().checksTrustWith(tokenOfOwnClient(BOB))).hasProblem("trust-another-person");

    assertThat(atOwn().checksTrustWith(tokenOfOwnClient(ALICE)))
        .hasField("state", "trusted")
        .hasField("username", ALICE);
    assertThat(atOwn().trust()).hasField("state", "trusted");
  }

  @Test
  void aClickInTheConsoleGetsATokenOfThatClient() {
    var visitor = signedIn();
    var address = console("trust");
    var page = visitor.open(address);
    assertThat(page.body()).contains(OWN_CLIENT);

    var sent = visitor.post(address, Forms.of(page, "trust").pressing("trust:check"));
    var refresh = sent.headers().firstValue("Refresh").orElseThrow();
    assertThat(refresh).contains("client_id=" + OWN_CLIENT);
    var after = visitor.open(URI.create(refresh.substring(refresh.indexOf("url=") + 4)));

    assertThat(after.uri().getPath()).startsWith("/console/trust/");
    assertThat(after.body()).contains(ALICE, "badge good");
  }

  @Test
  void anAnswerWithAParameterTwiceLeavesTheSignInOpen() {
    var visitor = signedIn();
    var address = console("trust");
    var form = Forms.of(visitor.open(address), "trust");
    var sent = visitor.post(address, form.pressing("trust:check"));
    var refresh = sent.headers().firstValue("Refresh").orElseThrow();
    var provider = URI.create(refresh.substring(refresh.indexOf("url=") + 4));
    var answer =
        visitor.openUntil(provider, next -> next.getPath().equals("/api/v1/kubeconfig")).uri();

    for (var more : List.of("&code=another", "&state=another", "&iss=a&iss=b", "&x=1&x=2")) {
      assertThat(visitor.get(URI.create(answer + more)))
          .as(more)
          .hasStatus(400)
          .saysProblem("trust-sign-in-wrong");
    }

    assertThat(visitor.open(answer).body()).contains(ALICE, "badge good");
  }

  private Visitor signedIn() {
    var visitor = stack.visitor(ALICE);
    visitor.open(URI.create(stack.product.base() + "/console/projects"));
    return visitor;
  }

  private URI console(String page) {
    return URI.create(
        "%s/console/%s/%s/%s".formatted(stack.product.base(), page, own.project(), own.cluster()));
  }

  @Test
  void aClientThatChangesDuringASignInLeavesAStartAgainButton() {
    var bob = sharing.bob();
    var start = bob.beginsSignIn(atUsual().shares());
    assertThat(atUsual().usesClient(Json.createObjectBuilder().add("clientID", "another-client")))
        .hasStatus(200);
    try {
      var refused = bob.continuesToProvider(start);
      assertThat(refused).hasStatus(400).saysProblem("exchange-client-changed");

      assertThat(atUsual().dropsClient()).hasStatus(200);
      assertThat(bob.startsAgain(refused)).says("Download kubeconfig");
    } finally {
      atUsual().dropsClient();
    }
  }

  @Test
  void aCodeOfOneClientIsNotChangedForTheStateOfAnother() {
    var bob = sharing.bob();
    var ofOwn = bob.beginsSignIn(atOwn().shares()).location();
    var ofUsual = bob.beginsSignIn(atUsual().shares()).location();

    // Signs in at the usual client, and brings its code back with the other sign-in's state.
    var swapped = ofUsual.replace(parameter(ofUsual, "state"), parameter(ofOwn, "state"));

    assertThat(bob.opens(URI.create(swapped))).hasStatus(400).saysProblem("code-refused");
  }

  /** As it stands in the address, not decoded. */
  private static String parameter(String address, String name) {
    var matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
