package org.clustershare.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.clustershare.cluster.ClusterEndpointChanged;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterChange;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Projects;
import org.clustershare.sharing.Shares;
import org.clustershare.sharing.SharingProblem;
import org.clustershare.sharing.entity.Share;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A cluster that leads elsewhere and its shares that end: both happen, or neither. */
@ArquillianTest
class SharesEndIT {
  private static final Person ALICE = new Person("alice@example.com", "Alice", List.of());
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://cluster.invalid:6443"}}]
      users: [{name: u, user: {token: a-token}}]
      contexts: [{name: c, context: {cluster: c, user: u}}]
      current-context: c
      """;

  @Inject private Projects projects;
  @Inject private Clusters clusters;
  @Inject private ClusterRegistration enrollment;
  @Inject private Shares shares;
  @Inject private Failing failing;
  // Not a managed one: its tasks share this thread's EntityManager, which the first to end closes.
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClasses(SharesEndIT.class, Failing.class);
  }

  /** The last of those who are told that a cluster moved: when it fails, shares were ended. */
  @ApplicationScoped
  static class Failing {
    private boolean armed;
    private CountDownLatch reached = new CountDownLatch(0);
    private CountDownLatch released = new CountDownLatch(0);

    void arm(boolean now) {
      armed = now;
    }

    /** The next change stays in its transaction, with all shares ended, until it is let go on. */
    void hold() {
      reached = new CountDownLatch(1);
      released = new CountDownLatch(1);
    }

    boolean awaitReached() throws InterruptedException {
      return reached.await(30, TimeUnit.SECONDS);
    }

    void release() {
      released.countDown();
    }

    void onMoved(@Observes @Priority(Integer.MAX_VALUE) ClusterEndpointChanged moved)
        throws InterruptedException {
      reached.countDown();
      if (!released.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let the change go on");
      }
      if (armed) {
        throw new IllegalStateException("the shares of %s do not end".formatted(moved.clusterId()));
      }
    }
  }

  @Test
  void aChangeThatCannotEndTheSharesIsNotMade() {
    var cluster = cluster();
    var link = share(cluster);
    failing.arm(true);
    try {
      assertThrows(IllegalStateException.class, () -> move(cluster, "https://other.invalid"));
    } finally {
      failing.arm(false);
    }

    // Neither the address nor the shares changed.
    var kept = clusters.find(cluster.id()).orElseThrow();
    assertTrue(kept.externalServer().isEmpty());
    assertEquals(cluster.version(), kept.version());
    assertEquals(cluster.id(), shares.findByLink(link).cluster().id());

    move(cluster, "https://other.invalid");

    var moved = clusters.find(cluster.id()).orElseThrow();
    assertEquals(Optional.of(URI.create("https://other.invalid")), moved.externalServer());
    var ended = assertThrows(ProblemException.class, () -> shares.findByLink(link));
    assertEquals(SharingProblem.SHARE_REVOKED, ended.type());
  }

  @Test
  void aShareThatIsMadeWhileTheClusterMovesDoesNotLeadToTheNewAddress() throws Exception {
    var cluster = cluster();
    failing.hold();
    Future<?> moving = executor.submit(() -> move(cluster, "https://other.invalid"));
    assertTrue(failing.awaitReached());

    Future<String> sharing = executor.submit(() -> share(cluster));
    try {
      // It has to wait for the move to be over, or it would be missed by it.
      assertThrows(TimeoutException.class, () -> sharing.get(500, TimeUnit.MILLISECONDS));
    } finally {
      failing.release();
    }

    moving.get(30, TimeUnit.SECONDS);
    var refused =
        assertThrows(ExecutionException.class, () -> sharing.get(30, TimeUnit.SECONDS)).getCause();
    assertEquals(
        PlatformProblem.PRECONDITION_FAILED,
        assertInstanceOf(ProblemException.class, refused).type());
    var active =
        executor.submit(
            () ->
                shares.list(ALICE, cluster.projectId(), cluster.id()).stream()
                    .filter(Share::active)
                    .count());
    assertEquals(0, active.get(30, TimeUnit.SECONDS));
    // A share that is created now is for the new address.
    var opened = executor.submit(() -> shares.findByLink(share(cluster)).cluster().id());
    assertEquals(cluster.id(), opened.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aChangeThatLeadsNowhereElseLeavesTheShares() {
    var cluster = cluster();
    var link = share(cluster);
    failing.arm(true);
    try {
      change(cluster, Optional.of("Renamed"), Optional.of(""));
    } finally {
      failing.arm(false);
    }

    assertEquals("Renamed", shares.findByLink(link).clusterName());
  }

  private Cluster cluster() {
    var project = projects.create(ALICE, "Shares");
    return enrollment.add(ALICE, project.id(), "c", KUBECONFIG.getBytes(UTF_8), true);
  }

  private String share(Cluster cluster) {
    var link = shares.create(ALICE, cluster.projectId(), cluster.id()).link();
    return link.substring(link.lastIndexOf('/') + 1);
  }

  private void move(Cluster cluster, String externalServer) {
    change(cluster, Optional.empty(), Optional.of(externalServer));
  }

  private void change(Cluster cluster, Optional<String> name, Optional<String> externalServer) {
    enrollment.change(
        ALICE,
        cluster.projectId(),
        cluster.id(),
        new ClusterChange(
            name, Optional.empty(), externalServer, Optional.empty(), Optional.empty(), false),
        ExpectedVersion.any());
  }
}
