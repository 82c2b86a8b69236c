package org.clustershare.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static final URI INSTALLATION = URI.create("https://provider.example");
  private static final URI OTHER = URI.create("https://other.example");

  private final Cluster cluster =
      new Cluster(
          new Cluster.Registration(
              "c1", "p1", "c", "bob@example.com", Optional.empty(), Instant.MIN),
          new StoredAccess(
              URI.create("https://api.example:6443"),
              Optional.of("CA"),
              "sealed",
              Optional.empty(),
              Optional.empty()));

  private Cluster at(URI issuer) {
    return cluster.withClient(Optional.of(new StoredClient(issuer, "own", Optional.empty())));
  }

  @Test
  void anOwnClientAtTheInstallationsIssuerLeadsPeopleToTheSameSignIn() {
    assertThat(at(INSTALLATION).hasSameEndpointForPeople(cluster, INSTALLATION)).isTrue();
    assertThat(cluster.hasSameEndpointForPeople(at(INSTALLATION), INSTALLATION)).isTrue();
  }

  @Test
  void anotherIssuerOrAnotherServerLeadsPeopleElsewhere() {
    assertThat(at(OTHER).hasSameEndpointForPeople(cluster, INSTALLATION)).isFalse();
    assertThat(at(OTHER).hasSameEndpointForPeople(at(INSTALLATION), INSTALLATION)).isFalse();
    assertThat(
            cluster
                .withExternalServer(Optional.of(URI.create("https://elsewhere.example")))
                .hasSameEndpointForPeople(cluster, INSTALLATION))
        .isFalse();
  }
}
