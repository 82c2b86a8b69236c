package org.clustershare.story.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.cluster.client.OwnIssuerInstallation.clientAt;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which issuers a cluster's own client may have, and how little a bad one can hold up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class AcceptedIssuersKT {
  private final Stack stack;

  @SuppressWarnings("NullAway.Init")
  private OwnIssuerInstallation world;

  AcceptedIssuersKT(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    world = new OwnIssuerInstallation(stack, folder);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @BeforeEach
  void behave() {
    world.behave();
  }

  @Test
  void aPrivateAddressIsRefusedWithTheSettingThatDecides() {
    for (var address : List.of("https://10.0.0.1/", "https://192.168.0.1:8443/dex")) {
      assertThat(world.at(world.usual).usesClient(clientAt(address)))
          .hasStatus(400)
          .hasProblem("issuer-private")
          .hasNext("cluster-issuers")
          .doesNotContain("cluster-address-policy");
    }
    var german = new ProblemException(ClusterProblem.ISSUER_PRIVATE).in(Locale.GERMAN);
    assertThat(german.next()).contains("Betreiber", "cluster-issuers");
  }

  /** The dex announces no iss in its answers (RFC 9207). */
  @Test
  void anIssuerWithoutItsNameInAnswersIsTakenOnlyIfNamed() {
    assertThat(world.at(world.usual).usesClient(clientAt(stack.issuer.url().toString())))
        .hasStatus(400)
        .hasProblem("issuer-nameless");
  }

  @Test
  void aClientThatChangedDuringTheCheckIsNotOverwritten() throws Exception {
    var cluster = world.add("raced");
    var checked = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    world.late.beforeDiscovery(
        () -> {
          checked.countDown();
          await(goOn);
        });
    var first =
        CompletableFuture.supplyAsync(() -> world.at(cluster).usesClient(clientAt(world.late)));
    assertThat(checked.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(world.at(cluster).usesClient(clientAt(world.foreign))).hasStatus(200);
    goOn.countDown();

    assertThat(first.get(30, TimeUnit.SECONDS)).hasStatus(412).hasProblem("precondition-failed");
    assertThat(world.at(cluster).client().getString("issuerURL"))
        .isEqualTo(world.foreign.url().toString());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Eight requests may be with one issuer, sixteen with all that the operator did not name. */
  @Test
  void unnamedIssuersTakeNoPlaceOfNamedOnes() throws Exception {
    var unnamed = clusterAt("unnamed", world.third);
    var vouchedFor = clusterAt("vouched-for", world.named);
    var hangs = clusterAt("hangs", world.another);
    var hanging = new CountDownLatch(16);
    var release = new CountDownLatch(1);
    var attempts = new ArrayList<Callable<Visitor.Page>>();
    for (int i = 0; i < 8; i++) {
      attempts.add(attempt(world.own, world.foreign));
      attempts.add(attempt(hangs, world.another));
    }
    var ofThird = attempt(unnamed, world.third);
    var ofNamed = attempt(vouchedFor, world.named);
    for (var provider : List.of(world.foreign, world.another)) {
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
      assertThat(world.product.logged())
          .contains("too many requests are already waiting for providers");
      assertThat(running).noneMatch(Future::isDone);
    } finally {
      release.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(attempt(unnamed, world.third).call().status()).isEqualTo(303);
  }

  private Added clusterAt(String name, HostileProvider issuer) {
    var cluster = world.add(name);
    assertThat(world.at(cluster).usesClient(clientAt(issuer))).hasStatus(200);
    return cluster;
  }

  /** A sign-in that begins now, and ends when it is called. */
  private Callable<Visitor.Page> attempt(Added cluster, HostileProvider issuer) {
    var signIn = world.begin(world.browser(), cluster, issuer);
    var code = issuer.code(signIn.request());
    return () -> signIn.endsWith(code, OwnIssuerInstallation.SignIn.iss(issuer));
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
    var refused = world.at(world.usual).usesClient(clientAt(address));

    assertThat(refused).hasStatus(400);
    assertThat(refused.object().getString("type")).matches(".*(issuer-invalid|issuer-unusable)$");
    assertThat(world.at(world.usual).details().object()).doesNotContainKey("oidc");
  }
}
