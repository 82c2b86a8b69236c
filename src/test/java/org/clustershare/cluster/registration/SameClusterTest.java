package org.clustershare.cluster.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.kubeconfig.UploadedKubeconfig;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.cluster.registration.ClusterReport.Check;
import org.clustershare.cluster.registration.ClusterReport.State;
import org.clustershare.cluster.registration.ClusterReport.Step;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.Credentials.BearerToken;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** Silence of either side is no proof that a cluster is the one that was added. */
class SameClusterTest {
  private static final String HERE = "https://here.example.com";
  private static final String THERE = "https://there.example.com";
  private static final Optional<String> UID = Optional.of("uid-1");
  private static final Optional<String> OTHER_UID = Optional.of("uid-2");
  private static final Optional<String> SILENT = Optional.empty();

  private static Cluster verified() {
    var stored =
        new StoredAccess(
            URI.create(HERE), Optional.of("CA"), "sealed", Optional.of("key"), Optional.empty());
    return new Cluster(
            new Registration(
                "c1", "p1", "name", "alice@example.com", Optional.empty(), Instant.EPOCH),
            stored)
        .verified(Instant.EPOCH, UID);
  }

  /** Its credentials do not work at the moment; its uid is known all the same. */
  private static Cluster unverified() {
    return verified().unverified();
  }

  private static UploadedKubeconfig file(String server, String ca) {
    return new UploadedKubeconfig(
        new ClusterAccess(URI.create(server), Optional.of(ca), new BearerToken(Secret.of("token"))),
        Optional.empty());
  }

  private static ClusterReport report(State state, Optional<String> uid) {
    return new ClusterReport(List.of(new Step(Check.RIGHTS, state, "")), List.of(), uid);
  }

  private static void refused(Cluster cluster, UploadedKubeconfig file, ClusterReport report) {
    assertThatThrownBy(() -> SameCluster.require(cluster, file, report))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.type()).isEqualTo(ClusterProblem.OTHER_CLUSTER));
  }

  @Test
  void anotherAddressOrCaNeedsTheKeptUidHoweverTheClusterIs() {
    for (var cluster : List.of(verified(), unverified())) {
      for (var elsewhere : List.of(file(THERE, "CA"), file(HERE, "another CA"))) {
        assertThat(SameCluster.hasOtherEndpoint(cluster, elsewhere)).isTrue();
        for (var uid : List.of(SILENT, OTHER_UID)) {
          refused(cluster, elsewhere, report(State.PASSED, uid));
          refused(cluster, elsewhere, report(State.FAILED, uid));
        }
        assertThatCode(() -> SameCluster.require(cluster, elsewhere, report(State.PASSED, UID)))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void atTheSameAddressOnlyFailingCredentialsMayLackTheUid() {
    for (var cluster : List.of(verified(), unverified())) {
      var same = file(HERE, "CA");
      assertThat(SameCluster.hasOtherEndpoint(cluster, same)).isFalse();
      refused(cluster, same, report(State.PASSED, SILENT));
      refused(cluster, same, report(State.PASSED, OTHER_UID));
      assertThatCode(() -> SameCluster.require(cluster, same, report(State.FAILED, SILENT)))
          .doesNotThrowAnyException();
    }
  }
}
