package org.clustershare.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.HostileProvider;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster whose client is at an issuer of its own, on an installation that allows any: an editor
 * typed the issuer's address, and whoever runs it may be hostile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnIssuerKT {
  private final Stack stack = Stack.shared();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  @SuppressWarnings("NullAway.Init")
  private HostileProvider ours;

  @SuppressWarnings("NullAway.Init")
  private HostileProvider foreign;

  /** Two more that nobody named, and one that the operator named. */
  @SuppressWarnings("NullAway.Init")
  private HostileProvider another;

  @SuppressWarnings("NullAway.Init")
  private HostileProvider third;

  @SuppressWarnings("NullAway.Init")
  private HostileProvider named;

  @SuppressWarnings("NullAway.Init")
  private Product product;

  /** Not asked before the test that is about its being slow. */
  @SuppressWarnings("NullAway.Init")
  private HostileProvider late;

  private Path caFile = Path.of("");
  private String project = "";
  private String usual = "";
  private String own = "";

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    ours = and(HostileProvider.start(folder.resolve("ours")));
    foreign = and(HostileProvider.start(folder.resolve("foreign")));
    another = and(HostileProvider.start(folder.resolve("another")));
    third = and(HostileProvider.start(folder.resolve("third")));
    named = and(HostileProvider.start(folder.resolve("named")));
    late = and(HostileProvider.start(folder.resolve("late")));
    caFile =
        Files.writeString(
            folder.resolve("bundle.pem"),
            Files.readString(ours.caFile())
                + Files.readString(foreign.caFile())
                + Files.readString(another.caFile())
                + Files.readString(third.caFile())
                + Files.readString(named.caFile())
                + Files.readString(late.caFile())
                + Files.readString(stack.issuer.caFile()));
    var port = Product.freePort();
    var environment = Product.environment(port, ours.url(), caFile, folder);
    environment.put("CLUSTER_ISSUERS", "any, " + named.url());
    environment.put("CLUSTER_CLIENT_IDS", "*");
    product = and(Product.start(port, folder, environment));
    project = alice().createProject("Issuers");
    usual = add("usual");
    own = add("own");
    assertThat(use(own, client(foreign.url().toString())).status()).isEqualTo(200);
  }

  private <T extends AutoCloseable> T and(T part) {
    parts.push(part);
    return part;
  }

  @AfterAll
  void stop() throws Exception {
    for (var part : parts) {
      part.close();
    }
  }

  @BeforeEach
  void behave() {
    for (var provider : List.of(ours, foreign, another, third, named, late)) {
      provider.behave();
    }
  }

  private Api alice() {
    return new Api(product.base(), ours.idToken(ALICE));
  }

  private String add(String name) {
    var added = alice().addCluster(project, name, stack.apiServer.kubeconfigText());
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    return "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
  }

  /** The same client id as the installation's, which is another client at another issuer. */
  private static JsonObjectBuilder client(String issuer) {
    return Json.createObjectBuilder().add("issuerURL", issuer).add("clientID", Issuer.CLIENT_ID);
  }

  private Api.Answer use(String cluster, JsonObjectBuilder client) {
    return alice()
        .send("PATCH", cluster, Json.createObjectBuilder().add("oidc", client).build().toString());
  }

  /** Begins a sign-in; gives what the issuer is asked. */
  private Map<String, String> begin(Visitor browser, String cluster, HostileProvider expected) {
    var link = alice().post(cluster + "/shares", "").object().getString("link");
    var page = browser.open(URI.create(link));
    assertThat(page.body())
        .contains(expected.url().getAuthority(), stack.apiServer.server().getAuthority());
    var begun = browser.get(page.link("Sign in to continue"));
    var location = begun.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(expected.url() + "/auth?");
    return HostileProvider.single(URI.create(location).getRawQuery());
  }

  private Visitor.Page end(Visitor browser, String code, String state, String iss) {
    return browser.get(
        URI.create(
            "%s/api/v1/kubeconfig?code=%s&state=%s%s"
                .formatted(product.base(), code, HostileProviderStack.encoded(state), iss)));
  }

  private Visitor browser() {
    return new Visitor(caFile, "bob@example.com");
  }

  private static String iss(HostileProvider provider) {
    return "&iss=" + HostileProviderStack.encoded(provider.url().toString());
  }

  @Test
  void whoeverOpensTheLinkSignsInThereAndGetsItsTokens() {
    var bob = browser();
    var request = begin(bob, own, foreign);

    var done = end(bob, foreign.code(request), HostileProviderStack.state(request), iss(foreign));

    assertThat(done.status()).as(done.body()).isEqualTo(303);
    var page = bob.open(URI.create(done.headers().firstValue("Location").orElseThrow()));
    var file = bob.get(page.link("Download kubeconfig"));
    assertThat(file.body())
        .contains("idp-issuer-url: " + foreign.url())
        .doesNotContain(ours.url().toString(), Issuer.CLIENT_SECRET);
    // The hostile issuer chooses the email: it must not name the user of another client's file.
    assertThat(file.body()).containsPattern("user: ['\"]?[^@\\s]+@[^@\\s]+@[0-9a-f]{20}['\"]?\n");
    assertThat(alice().get(own + "/trust/setup/flags").body())
        .contains("--oidc-issuer-url=" + foreign.url());
  }

  /** RFC 9700, section 4.4: the hostile issuer sent the browser on to the honest one. */
  @Test
  void mixUpTheCodeOfAnHonestIssuerIsNeverSentToAHostileOne() {
    var asked = new AtomicInteger();
    foreign.replaceAnswer(
        exchange -> {
          asked.incrementAndGet();
          HostileProvider.send(exchange, 400, "{}");
        });
    for (var iss : List.of(iss(ours), "", "&iss=")) {
      var bob = browser();
      var request = begin(bob, own, foreign);

      var refused = end(bob, ours.code(request), HostileProviderStack.state(request), iss);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("data-problem=\"issuer-mixed-up\"");
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void mixUpTheOtherWayRound() {
    var bob = browser();
    var request = begin(bob, usual, ours);

    var refused =
        end(bob, foreign.code(request), HostileProviderStack.state(request), iss(foreign));

    assertThat(refused.body()).contains("data-problem=\"issuer-mixed-up\"");
  }

  @Test
  void itsTokensOpenNeitherTheApiNorTheConsole() {
    var refused = new Api(product.base(), foreign.idToken(ALICE)).get("/api/v1/me");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(new Api(product.base(), ours.idToken(ALICE)).get("/api/v1/me").status())
        .isEqualTo(200);
  }

  @Test
  void aTokenThatIsAlsoForAnotherClientOpensNotTheApi() {
    var both = ours.sign(claims(ours, List.of(Issuer.CLIENT_ID, "team-b")));

    var refused = new Api(product.base(), both).get("/api/v1/me");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.object().getString("type")).endsWith("token-further-audience");
  }

  @Test
  void aTokenThatIsAlsoForAnotherClientIsNotSentToTheCluster() {
    var both = foreign.sign(claims(foreign, List.of(Issuer.CLIENT_ID, "team-b")));

    var refused = alice().post(own + "/trust", idToken(both));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.object().getString("type")).endsWith("trust-other-client");
    var alone = foreign.sign(claims(foreign, List.of(Issuer.CLIENT_ID)));
    assertThat(alice().post(own + "/trust", idToken(alone)).status()).isEqualTo(200);
  }

  private static String idToken(String token) {
    return Json.createObjectBuilder().add("idToken", token).build().toString();
  }

  private static JWTClaimsSet claims(HostileProvider provider, List<String> audience) {
    return new JWTClaimsSet.Builder()
        .issuer(provider.url().toString())
        .subject("subject")
        .audience(audience)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
        .claim("azp", Issuer.CLIENT_ID)
        .claim("email", ALICE)
        .claim("email_verified", true)
        .build();
  }

  @Test
  void aPrivateAddressIsPutDownToTheSettingThatDecides() {
    for (var address : List.of("https://10.0.0.1/", "https://192.168.0.1:8443/dex")) {
      var refused = use(usual, client(address));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.object().getString("type")).endsWith("issuer-private");
      assertThat(refused.object().getString("next")).contains("cluster-issuers");
      assertThat(refused.body()).doesNotContain("cluster-address-policy");
    }
    var german = new ProblemException(ClusterProblem.ISSUER_PRIVATE).in(Locale.GERMAN);
    assertThat(german.next()).contains("Betreiber", "cluster-issuers");
  }

  @Test
  void anIssuerThatDoesNotSayWhoItIsIsNotTakenUnlessItIsNamed() {
    // dex announces no iss in its answers.
    var refused = use(usual, client(stack.issuer.url().toString()));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.object().getString("type")).endsWith("issuer-nameless");
  }

  @Test
  void anotherIssuerEndsTheSharesThatLedToTheFirst() {
    var cluster = add("moving");
    var link = alice().post(cluster + "/shares", "").object().getString("link");
    assertThat(browser().open(URI.create(link)).status()).isEqualTo(200);
    var bob = browser();
    var request = begin(bob, cluster, ours);
    var done = end(bob, ours.code(request), HostileProviderStack.state(request), iss(ours));
    var waiting = bob.open(URI.create(done.headers().firstValue("Location").orElseThrow()));
    var inTheMiddle = browser();
    var begun = begin(inTheMiddle, cluster, ours);

    assertThat(use(cluster, client(foreign.url().toString())).status()).isEqualTo(200);

    assertThat(browser().open(URI.create(link)).status()).isEqualTo(410);
    // Neither does a file that waited, nor a sign-in that was under way.
    assertThat(bob.get(waiting.link("Download kubeconfig")).status()).isEqualTo(410);
    var ended = end(inTheMiddle, ours.code(begun), HostileProviderStack.state(begun), iss(ours));
    assertThat(ended.status()).isEqualTo(410);
  }

  @Test
  void aLinkOfKkpsFormNamesAnotherIssuerBeforeItLeadsThere() {
    alice().post(own + "/shares", "");
    for (var kind : List.of("", "&oidc_kubelogin_enabled=true")) {
      var bob = browser();
      var page = bob.open(kkp(own, kind));

      assertThat(page.uri().getPath()).startsWith("/share/");
      assertThat(page.trail())
          .isNotEmpty()
          .allMatch(address -> address.toString().startsWith(product.base()));
      assertThat(page.body())
          .contains(foreign.url().getAuthority(), stack.apiServer.server().getAuthority())
          .doesNotContain("Use kubelogin instead");

      var request = request(bob.get(page.link("Sign in to continue")), foreign);
      var file = end(bob, foreign.code(request), HostileProviderStack.state(request), iss(foreign));
      assertThat(file.status()).as(file.body()).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
          .startsWith("attachment; filename=kubeconfig-");
      assertThat(file.body()).contains(kind.isEmpty() ? "refresh-token" : "oidc_login");
    }
  }

  @Test
  void noAddressLeadsABrowserToAnotherIssuerThatThePageDidNotNameThere() {
    var link = alice().post(own + "/shares", "").object().getString("link");
    var token = link.substring(link.lastIndexOf('/') + 1);
    var seen = browser().open(URI.create(link)).link("Sign in to continue");
    var begun = browser().get(kkp(own, "")).headers().firstValue("Location").orElseThrow();
    var again = begun.substring(begun.lastIndexOf('/') + 1);

    for (var hung : List.of(".x&error=y", ".x%26error=y", "&error=y", ".")) {
      var page = browser().open(URI.create(begun + hung));
      assertThat(page.status()).as(hung).isIn(400, 404, 410);
      assertThat(page.body()).doesNotContain("error=y");
    }
    for (var address :
        List.of(
            // What the page gave to somebody else.
            seen,
            URI.create(product.base() + "/api/v1/kubeconfig?again=" + again),
            URI.create(product.base() + "/api/v1/kubeconfig?style=auth-provider&share=" + token))) {
      var sent = browser().get(address);

      assertThat(sent.status()).isEqualTo(303);
      assertThat(sent.headers().firstValue("Location").orElseThrow())
          .startsWith(product.base() + "/share/");
    }
  }

  @Test
  void aLinkOfKkpsFormLeadsStraightToTheInstallationsIssuer() {
    alice().post(usual + "/shares", "");

    var request = request(browser().get(kkp(usual, "")), ours);

    assertThat(request)
        .containsEntry("client_id", Issuer.CLIENT_ID)
        .containsEntry("redirect_uri", product.base() + "/api/v1/kubeconfig")
        .containsEntry("response_type", "code");
  }

  private URI kkp(String cluster, String more) {
    return URI.create(
        "%s/api/v1/kubeconfig?project_id=%s&cluster_id=%s&user_id=%s%s"
            .formatted(
                product.base(),
                project,
                cluster.substring(cluster.lastIndexOf('/') + 1),
                Person.id(ALICE),
                more));
  }

  private static Map<String, String> request(Visitor.Page answer, HostileProvider expected) {
    var location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(expected.url() + "/auth?");
    return HostileProvider.single(URI.create(location).getRawQuery());
  }

  @Test
  void aClientThatChangedWhileItsSuccessorWasJudgedIsNotOverwritten() throws Exception {
    var cluster = add("raced");
    var asked = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    late.beforeDiscovery(
        () -> {
          asked.countDown();
          await(goOn);
        });
    var first = CompletableFuture.supplyAsync(() -> use(cluster, client(late.url().toString())));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(use(cluster, client(foreign.url().toString())).status()).isEqualTo(200);
    goOn.countDown();

    var lost = first.get(30, TimeUnit.SECONDS);
    assertThat(lost.status()).as(lost.body()).isEqualTo(412);
    assertThat(lost.object().getString("type")).endsWith("precondition-failed");
    assertThat(alice().get(cluster).object().getJsonObject("oidc").getString("issuerURL"))
        .isEqualTo(foreign.url().toString());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Eight requests may be with one issuer, sixteen with all that nobody named. */
  @Test
  void issuersThatNobodyNamedKeepNoPlaceOfNamedOnes() throws Exception {
    var unnamed = add("unnamed");
    var vouchedFor = add("vouched-for");
    var hangs = add("hangs");
    use(unnamed, client(third.url().toString()));
    use(vouchedFor, client(named.url().toString()));
    use(hangs, client(another.url().toString()));
    var hanging = new CountDownLatch(16);
    var release = new CountDownLatch(1);
    var attempts = new ArrayList<Callable<Visitor.Page>>();
    for (int i = 0; i < 8; i++) {
      attempts.add(attempt(own, foreign));
      attempts.add(attempt(hangs, another));
    }
    var ofThird = attempt(unnamed, third);
    var ofNamed = attempt(vouchedFor, named);
    for (var provider : List.of(foreign, another)) {
      provider.replaceAnswer(
          exchange -> {
            hanging.countDown();
            await(release);
            HostileProvider.send(exchange, 400, "{}");
          });
    }
    var threads = Executors.newFixedThreadPool(attempts.size());
    try {
      var running = attempts.stream().map(threads::submit).toList();
      assertThat(hanging.await(8, TimeUnit.SECONDS)).isTrue();

      var done = ofNamed.call();
      var refused = ofThird.call();

      assertThat(done.status()).as(done.body()).isEqualTo(303);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body()).contains("data-problem=\"issuer-unavailable\"");
      assertThat(product.logged()).contains("too many requests wait for issuers already");
      assertThat(running).noneMatch(Future::isDone);
    } finally {
      release.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(attempt(unnamed, third).call().status()).isEqualTo(303);
  }

  /** A sign-in that begins now, and ends when it is called. */
  private Callable<Visitor.Page> attempt(String cluster, HostileProvider provider) {
    var bob = browser();
    var request = begin(bob, cluster, provider);
    var code = provider.code(request);
    return () -> end(bob, code, HostileProviderStack.state(request), iss(provider));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/",
        "HTTP://169.254.169.254/",
        "https://169.254.169.254/",
        "https://169.254.169.254:443/latest",
        "https://2852039166/",
        "https://0xa9.0xfe.0xa9.0xfe/",
        "https://0251.0376.0251.0376/",
        "https://169.254.43518/",
        "https://[::ffff:169.254.169.254]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://[2002:a9fe:a9fe::]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fd00:ec2::254]/",
        "https://100.100.100.200/",
        "https://168.63.129.16/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://localhost@169.254.169.254/",
        "https://user:password@localhost/",
        "https://localhost/?issuer=x",
        "https://localhost/#x",
        "https://localhost:99999/",
        "https:///etc/passwd",
        "https://",
        "file:///etc/passwd",
        "ftp://localhost/",
        "javascript:alert(1)",
        "//localhost/",
        "localhost",
        "https://169\u3002254\u3002169\u3002254/",
        "https://loc\nalhost/",
        "https://no-such-host.invalid/",
        "https://localhost:1/nobody-is-here"
      })
  void hostileAddressesOfAnIssuerAreRefused(String address) {
    var refused = use(usual, client(address));

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.object().getString("type")).matches(".*(issuer-invalid|issuer-unusable)$");
    assertThat(alice().get(usual).object()).doesNotContainKey("oidc");
  }
}
