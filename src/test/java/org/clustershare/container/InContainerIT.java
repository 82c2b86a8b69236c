package org.clustershare.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.File;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.fleet.PersonWorkQueues;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.SigningKey;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.ProjectRole;
import org.clustershare.sharing.Shares;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The WAR that is shipped, with this class in it. */
@ArquillianTest
class InContainerIT {
  private static final Person ALICE = new Person("Alice@Example.com", "Alice", List.of());
  private static final Person ALICE_IN_LOWER_CASE =
      new Person("alice@example.com", "Alice", List.of());
  private static final Person BOB = new Person("bob@example.com", "Bob", List.of());

  @Inject private Projects projects;
  @Inject private Clusters clusters;
  @Inject private ClusterRegistration enrollment;
  @Inject private Shares shares;
  @Inject private OidcSettings oidc;
  @Inject private InstallationSettings installation;
  @Inject private PersonWorkQueues queues;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(InContainerIT.class);
  }

  @Test
  void settingsComeFromTheServersConfiguration() {
    assertEquals("http://localhost:8080", installation.baseUrl());
    assertTrue(installation.isOpen(FeatureGate.OIDC_KUBE_CFG_ENDPOINT));
    assertFalse(installation.isOpen(FeatureGate.OPEN_ID_AUTH_PLUGIN));
  }

  @Test
  void aSecretIsReadAsItWasWritten() {
    assertEquals("s\\$1${x}", oidc.clientSecret().orElseThrow().reveal());
    assertEquals(
        SigningKey.parse("0123456789abcdefghijkl\\$1${x}uvw").orElseThrow(), oidc.cookieHashKey());
  }

  @Test
  void whoeverMakesAProjectOwnsItWhateverTheCaseOfTheEmail() {
    var project = projects.create(ALICE, "  Kept in the database ");

    var found = projects.require(ALICE_IN_LOWER_CASE, project.id(), Action.SHARE_CLUSTER);

    assertEquals("Kept in the database", found.name());
    assertEquals(ProjectRole.OWNER, projects.roleOf(ALICE, found).orElseThrow());
    assertEquals("Alice@Example.com", found.members().get(0).email());
    assertTrue(
        projects.of(ALICE_IN_LOWER_CASE).stream().anyMatch(p -> p.id().equals(project.id())));
  }

  @Test
  void aForeignProjectAndOneThatDoesNotExistAreTheSame() {
    var project = projects.create(ALICE, "Alice's");

    var foreign =
        assertThrows(
            ProblemException.class, () -> projects.require(BOB, project.id(), Action.VIEW_PROJECT));
    var none =
        assertThrows(
            ProblemException.class, () -> projects.require(BOB, "nothing", Action.VIEW_PROJECT));

    assertEquals(none.getMessage(), foreign.getMessage());
  }

  @Test
  void aBadNameIsRefusedAndLeavesNothing() {
    int before = projects.of(BOB).size();

    for (var name : List.of("", "   ", "x".repeat(101), "a\nb")) {
      assertThrows(ProblemException.class, () -> projects.create(BOB, name));
    }

    assertEquals(before, projects.of(BOB).size());
  }

  @Test
  void aClusterThatIsRefusedLeavesNothing() {
    var project = projects.create(ALICE, "Empty");

    assertThrows(
        ProblemException.class,
        () -> enrollment.add(ALICE, project.id(), "c", "no kubeconfig".getBytes(UTF_8), true));

    assertTrue(clusters.in(ALICE, project.id()).isEmpty());
  }

  @Test
  void aTokenThatNobodyGaveOpensNothing() {
    var problem = assertThrows(ProblemException.class, () -> shares.findByLink("nothing"));

    assertEquals("share-unknown", problem.type().key());
  }

  @Test
  void aReportReadsTheDatabaseInAVirtualThread() throws Exception {
    var project = projects.create(ALICE, "Read by a report");
    Executor report = queues.forReport("alice@example.com")::accept;

    var thread = CompletableFuture.supplyAsync(Thread::currentThread, report);
    var members =
        CompletableFuture.supplyAsync(
            () -> projects.require(ALICE, project.id(), Action.VIEW_PROJECT).members(), report);

    assertTrue(thread.get(10, SECONDS).isVirtual());
    assertEquals("Alice@Example.com", members.get(10, SECONDS).getFirst().email());
  }
}
