package org.clustershare.trust.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.trust.entity.TrustTarget;

/**
 * Trust check from the flags of an API server, without a token: no person asked for it, so no
 * person's token may be used. It detects wrong flags, and never that a cluster trusts the issuer.
 * If an earlier check of this kind found a problem and the flags fit now, it discards that result.
 */
@ApplicationScoped
class FlagCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Clusters clusters;
  private final ClusterClients clients;
  private final ClusterTrustRows rows;
  private final Clock clock;

  @Inject
  FlagCheck(Clusters clusters, ClusterClients clients, ClusterTrustRows rows, Clock clock) {
    this.clusters = clusters;
    this.clients = clients;
    this.rows = rows;
    this.clock = clock;
  }

  /** Checks a cluster within five seconds; does nothing if its target has changed. */
  void run(String clusterId) {
    clusters
        .find(clusterId)
        .filter(rows::hasTarget)
        .ifPresent(
            cluster -> {
              try (var held = new HeldMemory()) {
                run(cluster, clusters.api(cluster, held).within(LIMIT));
              }
            });
  }

  private void run(Cluster cluster, ClusterApi api) {
    var diagnostics = new ApiServerDiagnostics(api, clock);
    var flags = diagnostics.flags().filter(known -> known.configuration().isEmpty());
    if (flags.isPresent()) {
      var client = clients.of(cluster);
      var registration = client.client();
      var diagnosis =
          new TokenRefusalDiagnosis(
              registration.issuerUrl().toString(), client.caPem().isPresent(), diagnostics);
      store(cluster, registration, diagnosis.fromFlags(registration.clientId()));
    }
  }

  private void store(Cluster cluster, ClientRegistration client, Optional<TrustFinding> problem) {
    rows.change(
        cluster.id(),
        TrustTarget.of(cluster),
        row -> {
          if (problem.isPresent()) {
            // A person's check of the same state holds the API server's own message.
            if (!row.isAbout(client) || !row.state().equals(problem.map(TrustFinding::state))) {
              row.recordResult(
                  client,
                  problem.get().state(),
                  problem.get().json().toString(),
                  "",
                  clock.instant());
            }
          } else if (row.checkedBy().isEmpty()) {
            row.clearState();
          }
        });
  }
}
