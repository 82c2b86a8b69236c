package org.clustershare.story.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.AuditProgram;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Yesterday's database with the same keys meets today's clusters. */
@StoryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupAndRestoreKT {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private final int port = Product.freePort();

  @SuppressWarnings("NullAway.Init")
  private OwnParts parts;

  @SuppressWarnings("NullAway.Init")
  private Dex issuer;

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster first;

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster second;

  @SuppressWarnings("NullAway.Init")
  private Kubectl kubectl;

  @BeforeAll
  void start(OwnParts own) {
    parts = own;
    issuer = own.issuer(port);
    first = own.cluster("first", KubernetesCluster.Settings.trusting(issuer));
    second = own.cluster("second", KubernetesCluster.Settings.trusting(issuer));
    kubectl = new Kubectl(own.testbed(), own.folder().resolve("home"));
  }

  /** What people did before the backup and after it. */
  private record Work(
      ClusterActor kept, ClusterActor removed, URI link, URI revoked, URI later, String since) {}

  private Path folder(String engine) throws Exception {
    return Files.createDirectories(parts.folder().resolve(engine));
  }

  private Backup database(String engine, Path folder) throws Exception {
    return parts.closing(
        engine.equals("H2") ? new Backup.H2(folder) : Backup.Postgres.start(folder));
  }

  private Map<String, String> environment(Backup database, Path folder) {
    var environment = Product.environment(port, issuer, folder);
    environment.put("ADMINS", ALICE);
    environment.putAll(database.environment());
    return environment;
  }

  private Actor alice() {
    return new Actor(ALICE, new Api(Product.base(port), issuer.idToken(ALICE)));
  }

  private Recipient bob() {
    return new Recipient(new Visitor(issuer.caFile(), BOB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "H2"})
  void peopleGoOnWithYesterdaysDatabaseAndSeeWhatHasHappenedSince(String engine) throws Exception {
    var folder = folder(engine);
    var database = database(engine, folder);
    var environment = environment(database, folder);

    var work = yesterdayAndToday(engine, database, folder, environment);
    var anchor = anchor(folder, environment);
    database.restore();

    try (var product = Product.start(port, folder, environment)) {
      assertPeopleGoOn(product, work);
      assertWhatWasUndoneIsBack(work);
      assertClustersAreTheTruth(work);
    }
    assertAuditTrailSaysThatItIsOlder(folder, environment, anchor);
  }

  private Work yesterdayAndToday(
      String engine, Backup database, Path folder, Map<String, String> environment)
      throws Exception {
    var product = Product.start(port, folder, environment);
    try {
      kubectl.run(
          first.kubeconfig(),
          "delete",
          "clusterrolebindings",
          "--selector=component=userClusterBinding");
      var alice = alice();
      var project = alice.createsProject("Backed up");
      var kept = alice.at(alice.adds(first).as("kept").to(project));
      var removed = alice.at(alice.adds(second).as("removed").to(project));
      kept.binds(BOB).to("view");
      var link = kept.shares();
      var revoked = kept.shares();
      awaitInSync(kept);
      awaitInSync(removed);
      if (database.isOffline()) {
        product.close();
        database.backUp();
        product = Product.start(port, folder, environment);
      } else {
        database.backUp();
      }

      var since = "since-%s@example.com".formatted(engine.toLowerCase(Locale.ROOT));
      kept.binds(since).to("edit");
      kept.endsLatestShare();
      assertThat(bob().opens(revoked).status()).isEqualTo(410);
      var later = kept.shares();
      assertThat(removed.removesWithCleanup()).hasStatus(200);
      awaitChained(alice);
      return new Work(kept, removed, link, revoked, later, since);
    } finally {
      product.close();
    }
  }

  private void assertPeopleGoOn(Product product, Work work) throws Exception {
    var console = new Visitor(issuer.caFile(), ALICE);
    var projects = console.open(URI.create(product.base() + "/console/projects"));
    assertThat(projects.status()).isEqualTo(200);
    assertThat(projects.body()).contains("Backed up");

    var bob = bob();
    var file = bob.downloads(bob.signsIn(work.link()));
    var kubeconfig = Files.createTempFile(parts.folder(), "bob", ".kubeconfig");
    Files.writeString(kubeconfig, file.body());
    assertThat(kubectl.run(kubeconfig, "auth", "whoami").text()).contains(BOB);
    assertThat(kubectl.run(kubeconfig, "get", "pods").text())
        .isEqualTo("No resources found in default namespace.");
  }

  /** Revocations and removals since the backup are undone, which the guide tells operators. */
  private void assertWhatWasUndoneIsBack(Work work) {
    assertThat(bob().opens(work.later()).status()).isEqualTo(404);
    assertThat(bob().opens(work.revoked()).status()).isEqualTo(200);
    assertThat(work.removed().details()).hasStatus(200);
  }

  private void assertClustersAreTheTruth(Work work) {
    var bindings = new ClusterActor(alice(), work.kept().cluster()).clusterBindings();
    assertThat(bindings).hasStatus(200);
    assertThat(bindings.body()).contains(work.since(), BOB);
    awaitInSync(new ClusterActor(alice(), work.kept().cluster()));
    // Its roles were deleted with it; the reconciler makes them again.
    awaitInSync(new ClusterActor(alice(), work.removed().cluster()));
    assertThat(
            kubectl
                .run(second.kubeconfig(), "get", "roles", "-A", "-l", "component=userClusterRole")
                .text())
        .contains("namespace-viewer");
  }

  /** The end of the trail, as operators store it elsewhere. */
  private static String anchor(Path folder, Map<String, String> environment) {
    var verified = new AuditProgram(folder).run(environment, "verify");
    return verified
        .text()
        .lines()
        .filter(line -> line.startsWith("anchor: "))
        .map(line -> line.replace("anchor: ", ""))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(verified.errors()));
  }

  private static void assertAuditTrailSaysThatItIsOlder(
      Path folder, Map<String, String> environment, String anchor) {
    var audit = new AuditProgram(folder);
    var alone = audit.run(environment, "verify");
    assertThat(alone.text())
        .as(alone.errors())
        .contains("The audit trail is complete and unchanged.");
    assertThat(alone.exitCode()).isZero();

    var compared = audit.run(environment, "verify", "--anchor=" + anchor);
    assertThat(compared.text()).contains("OTHER_TRAIL", "an older state was restored");
    assertThat(compared.exitCode()).isEqualTo(1);
  }

  /** Waits until the removal of a cluster has its place in the chain. */
  private static void awaitChained(Actor alice) {
    await()
        .atMost(LONG_ENOUGH)
        .until(
            () ->
                alice
                    .api()
                    .get("/api/v2/activity?action=cluster.remove&limit=1")
                    .object()
                    .getJsonArray("records")
                    .getJsonObject(0)
                    .containsKey("position"));
  }

  private static void awaitInSync(ClusterActor cluster) {
    await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () -> {
              var drift = cluster.drift();
              assertThat(drift).hasStatus(200);
              assertThat(drift.object().getBoolean("inSync")).as(drift.body()).isTrue();
            });
  }

  /** The database of a release before the audit trail, with one cluster. */
  private static void fillOlderDatabase(Backup database, String sealed) throws Exception {
    var environment = database.environment();
    var user = environment.getOrDefault("DATABASE_USER", "cluster-share");
    Flyway.configure()
        .dataSource(environment.getOrDefault("DATABASE_URL", ""), user, user)
        .target(MigrationVersion.fromVersion("13"))
        .load()
        .migrate();
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into project (id, name, created_at, version)"
              + " values ('p1', 'Project', timestamp with time zone '2026-01-01 00:00:00+00', 3)");
      statement.execute(
          "insert into cluster (id, project_id, name, server, owner_email, sealed_credentials,"
              + " sealed_with, created_at, version) values ('c1', 'p1', 'Cluster', 'https://c',"
              + " 'Alice@example.com', '%s', 'demo',".formatted(sealed)
              + " timestamp with time zone '2026-01-02 00:00:00+00', 1)");
    }
  }

  private static String sealed(String keys) throws JOSEException {
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID("demo")
            .customParam("cluster", "c1")
            .build();
    var jwe = new JWEObject(header, new Payload("{\"token\":\"made-up\"}"));
    jwe.encrypt(new DirectEncrypter(Base64.getDecoder().decode(keys.replace("demo:", ""))));
    return jwe.serialize();
  }

  /** Another key of the same name, and one of another name. */
  private void assertOtherKeysChangeNothing(
      Backup database, Path folder, Map<String, String> environment) throws Exception {
    var before = database.content();
    var others = Product.environment(port, issuer, folder).getOrDefault("ENCRYPTION_KEYS", "");
    for (var keys : List.of(others, others.replace("demo:", "other:"))) {
      environment.put("ENCRYPTION_KEYS", keys);
      assertThat(Product.startAndAwaitEnd(port, folder, environment)).isEqualTo(78);
      assertThat(database.content()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "H2"})
  void withoutTheKeysABackupOfAnOlderReleaseIsNotMigrated(String engine) throws Exception {
    var folder = folder(engine + "-older");
    var database = database(engine, folder);
    var environment = environment(database, folder);
    fillOlderDatabase(database, sealed(environment.getOrDefault("ENCRYPTION_KEYS", "")));
    assertOtherKeysChangeNothing(database, folder, environment);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("cannot be opened: the key of this name is another one")
        .contains("encryption-keys has no key \"demo\", which sealed credentials of clusters.")
        .contains("Put the key that sealed them back into encryption-keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "H2"})
  void withoutTheKeysTheStartEndsAndChangesNothing(String engine) throws Exception {
    var folder = folder(engine + "-without-keys");
    var database = database(engine, folder);
    var environment = environment(database, folder);
    try (var product = Product.start(port, folder, environment)) {
      var alice = alice();
      alice.adds(first).to(alice.createsProject("Sealed with " + product.base()));
    }
    assertOtherKeysChangeNothing(database, folder, environment);
    assertThat(folder.resolve("cluster-share.log"))
        .content()
        .contains("The key of the audit trail cannot be opened")
        .contains("encryption-keys has no key \"demo\", which sealed the key of the audit trail.");
  }
}
