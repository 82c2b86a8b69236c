package org.clustershare.story.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.story.cluster.client.OwnIssuerInstallation.SignIn;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Sign-ins at the issuer of a cluster's own client, and where its tokens are good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class OwnIssuerKT {
  private final Stack stack;

  @SuppressWarnings("NullAway.Init")
  private OwnIssuerInstallation world;

  @SuppressWarnings("NullAway.Init")
  private HostileProvider ours;

  @SuppressWarnings("NullAway.Init")
  private HostileProvider foreign;

  OwnIssuerKT(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    world = new OwnIssuerInstallation(stack, folder);
    ours = world.ours;
    foreign = world.foreign;
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @BeforeEach
  void behave() {
    world.behave();
  }

  private static JWTClaimsSet claims(HostileProvider provider, List<String> audience) {
    return new JWTClaimsSet.Builder()
        .issuer(provider.url().toString())
        .subject("subject")
        .audience(audience)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
        .claim("azp", Dex.CLIENT_ID)
        .claim("email", ALICE)
        .claim("email_verified", true)
        .build();
  }

  private Api.Answer account(String idToken) {
    return new Api(world.product.base(), idToken).get("/api/v1/me");
  }

  @Test
  void aRecipientSignsInThereAndGetsItsTokens() {
    var bob = world.browser();

    var done = world.begin(bob, world.own, foreign).endsAt(foreign);

    assertThat(done.status()).as(done.body()).isEqualTo(303);
    var page = bob.open(URI.create(done.headers().firstValue("Location").orElseThrow()));
    var file = bob.get(page.link("Download kubeconfig"));
    assertThat(file.body())
        .contains("idp-issuer-url: " + foreign.url())
        .doesNotContain(ours.url().toString(), Dex.CLIENT_SECRET);
    // The hostile issuer chooses the email: it must not name the user of another client's file.
    assertThat(file.body()).containsPattern("user: ['\"]?[^@\\s]+@[^@\\s]+@[0-9a-f]{20}['\"]?\n");
    assertThat(world.at(world.own).trustSetup("flags"))
        .contains("--oidc-issuer-url=" + foreign.url());
  }

  /** RFC 9700, section 4.4: the hostile issuer sent the browser on to the honest one. */
  @Test
  void mixUpAnHonestIssuersCodeIsNeverSentToAHostileOne() {
    var requests = new AtomicInteger();
    foreign.replaceAnswer(
        exchange -> {
          requests.incrementAndGet();
          HostileProvider.send(exchange, 400, "{}");
        });
    for (var iss : List.of(SignIn.iss(ours), "", "&iss=")) {
      var signIn = world.begin(world.browser(), world.own, foreign);

      var refused = signIn.endsWith(ours.code(signIn.request()), iss);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("data-problem=\"issuer-mixed-up\"");
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void mixUpTheOtherWayRound() {
    var refused = world.begin(world.browser(), world.usual, ours).endsAt(foreign);

    assertThat(refused.body()).contains("data-problem=\"issuer-mixed-up\"");
  }

  @Test
  void itsTokensOpenNeitherTheApiNorTheConsole() {
    assertThat(account(foreign.idToken(ALICE))).hasStatus(401);
    assertThat(account(ours.idToken(ALICE))).hasStatus(200);
  }

  @Test
  void aTokenForAFurtherClientDoesNotOpenTheApi() {
    var both = ours.sign(claims(ours, List.of(Dex.CLIENT_ID, "team-b")));

    assertThat(account(both)).hasStatus(401).hasProblem("token-further-audience");
  }

  @Test
  void aTokenForAFurtherClientIsNotSentToTheCluster() {
    var alice = world.at(world.own);
    var both = foreign.sign(claims(foreign, List.of(Dex.CLIENT_ID, "team-b")));

    assertThat(alice.checksTrustWith(both)).hasStatus(400).hasProblem("trust-other-client");

    var alone = foreign.sign(claims(foreign, List.of(Dex.CLIENT_ID)));
    assertThat(alice.checksTrustWith(alone)).hasStatus(200);
  }

  @Test
  void anotherIssuerEndsTheSharesThatLedToTheFirst() {
    var cluster = world.add("moving");
    var link = world.at(cluster).shares();
    assertThat(world.browser().open(link).status()).isEqualTo(200);
    var bob = world.browser();
    var done = world.begin(bob, cluster, ours).endsAt(ours);
    var waiting = bob.open(URI.create(done.headers().firstValue("Location").orElseThrow()));
    var underWay = world.begin(world.browser(), cluster, ours);

    assertThat(world.at(cluster).usesClient(OwnIssuerInstallation.clientAt(foreign)))
        .hasStatus(200);

    assertThat(world.browser().open(link).status()).isEqualTo(410);
    // Neither does a file that waited, nor a sign-in that was under way.
    assertThat(bob.get(waiting.link("Download kubeconfig")).status()).isEqualTo(410);
    assertThat(underWay.endsAt(ours).status()).isEqualTo(410);
  }

  @Test
  void aLinkOfKkpNamesAnotherIssuerBeforeItLeadsThere() {
    world.at(world.own).shares();
    for (var kind : List.of("", "&oidc_kubelogin_enabled=true")) {
      var bob = world.browser();
      var page = bob.open(world.kkpLink(world.own, kind));

      assertThat(page.uri().getPath()).startsWith("/share/");
      assertThat(page.trail())
          .isNotEmpty()
          .allMatch(address -> address.toString().startsWith(world.product.base()));
      assertThat(page.body())
          .contains(foreign.url().getAuthority(), stack.apiServer.server().getAuthority())
          .doesNotContain("Use kubelogin instead");

      var begun = bob.get(page.link("Sign in to continue"));
      var file = world.atIssuer(bob, begun, foreign).endsAt(foreign);
      assertThat(file.status()).as(file.body()).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
          .startsWith("attachment; filename=kubeconfig-");
      assertThat(file.body()).contains(kind.isEmpty() ? "refresh-token" : "oidc_login");
    }
  }

  @Test
  void nothingHungOnALinkOfKkpReachesThePage() {
    world.at(world.own).shares();
    var begun = shareOf(world.kkpLink(world.own, ""));

    for (var hung : List.of(".x&error=y", ".x%26error=y", "&error=y", ".")) {
      var page = world.browser().open(URI.create(begun + hung));
      assertThat(page.status()).as(hung).isIn(400, 404, 410);
      assertThat(page.body()).doesNotContain("error=y");
    }
  }

  @Test
  void noAddressLeadsABrowserToAnIssuerThatThePageDidNotName() {
    var link = world.at(world.own).shares();
    var token = link.toString().replaceAll(".*/", "");
    var seen = world.browser().open(link).link("Sign in to continue");
    var again = shareOf(world.kkpLink(world.own, "")).replaceAll(".*/", "");

    for (var address :
        List.of(
            // What the page gave to another browser.
            seen,
            URI.create(world.product.base() + "/api/v1/kubeconfig?again=" + again),
            URI.create(
                world.product.base() + "/api/v1/kubeconfig?style=auth-provider&share=" + token))) {
      var sent = world.browser().get(address);

      assertThat(sent.status()).isEqualTo(303);
      assertThat(sent.headers().firstValue("Location").orElseThrow())
          .startsWith(world.product.base() + "/share/");
    }
  }

  /** Where the product sends a browser that comes with a link of KKP's form. */
  private String shareOf(URI kkpLink) {
    return world.browser().get(kkpLink).headers().firstValue("Location").orElseThrow();
  }

  @Test
  void aLinkOfKkpLeadsStraightToTheInstallationsIssuer() {
    world.at(world.usual).shares();
    var browser = world.browser();

    var signIn = world.atIssuer(browser, browser.get(world.kkpLink(world.usual, "")), ours);

    assertThat(signIn.request())
        .containsEntry("client_id", Dex.CLIENT_ID)
        .containsEntry("redirect_uri", world.product.base() + "/api/v1/kubeconfig")
        .containsEntry("response_type", "code");
  }
}
