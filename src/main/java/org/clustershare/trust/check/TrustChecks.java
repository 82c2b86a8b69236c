package org.clustershare.trust.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.cluster.ClusterAdded;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.token.Person;
import org.clustershare.oidc.token.TokenProblem;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.trust.check.TrustFinding.RecognizedUser;
import org.clustershare.trust.entity.ClusterTrust;
import org.clustershare.trust.entity.TrustTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trust checks: whether a cluster's API server accepts the issuer's tokens, and as which user.
 *
 * <p>People who run an API server can use a token that reaches it at every other API server with
 * the same audience. A person's token therefore goes only to the cluster that the person checks, in
 * the request of that check. The cluster must still have the address and CA that it had when it was
 * added, or to which a person has consented since.
 */
@ApplicationScoped
public class TrustChecks {
  private static final Logger LOG = LoggerFactory.getLogger(TrustChecks.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Clusters clusters;
  private final ClusterApis apis;
  private final ClusterTrustRows rows;
  private final ClusterClients clients;
  private final ClusterPrefixes prefixes;
  private final InstallationSettings installation;
  private final Clock clock;

  @Inject
  TrustChecks(
      Clusters clusters,
      ClusterApis apis,
      ClusterTrustRows rows,
      ClusterClients clients,
      ClusterPrefixes prefixes,
      InstallationSettings installation,
      Clock clock) {
    this.clusters = clusters;
    this.apis = apis;
    this.rows = rows;
    this.clients = clients;
    this.prefixes = prefixes;
    this.installation = installation;
    this.clock = clock;
  }

  /** Stores the address and CA of a new cluster as those to which tokens may go. */
  void onClusterAdded(@Observes ClusterAdded added) {
    clusters
        .find(added.clusterId())
        .ifPresent(cluster -> rows.change(cluster.id(), TrustTarget.of(cluster), row -> {}));
  }

  /** Refuses the request as a missing page while the feature gate is closed. */
  public void requireGateOpen() {
    if (!installation.isOpen(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
      throw new ProblemException(PlatformProblem.NOT_FOUND, "");
    }
  }

  /**
   * Checks the API server now and stores the result.
   *
   * @param token the person's own ID token, for the client that the cluster trusts
   * @param consent the target to which the person consents if address or CA have changed; else
   *     empty text
   * @throws ProblemException {@link TrustProblem#TRUST_TARGET_CHANGED} if it has changed and the
   *     person has not consented; {@link TrustProblem#TRUST_OTHER_CLIENT} for a token of another
   *     client, which never goes to this cluster; {@link TrustProblem#TRUST_TOKEN_EXPIRED}
   */
  public TrustCheck check(
      Person person, String projectId, String clusterId, Secret token, String consent) {
    var cluster = requireMayCheck(person, projectId, clusterId, consent);
    var client = clients.of(cluster);
    requireFor(client, person, token);
    var now = clock.instant();
    var trustFinding = probe(cluster, client, token, now);
    rows.change(
        cluster.id(),
        TrustTarget.of(cluster),
        row -> {
          row.changeTarget(TrustTarget.of(cluster));
          row.recordResult(
              client.client(),
              trustFinding.state(),
              trustFinding.json().toString(),
              person.email(),
              now);
        });
    trustFinding
        .seen()
        .flatMap(RecognizedUser::prefixes)
        .ifPresent(seen -> prefixes.adopt(clusterId, seen));
    LOG.info(
        "trust checked: cluster={} state={} by={}",
        clusterId,
        trustFinding.state().key(),
        person.id());
    return new TrustCheck(trustFinding, now, person.email());
  }

  private TrustFinding probe(Cluster cluster, RelyingParty client, Secret token, Instant now) {
    try (var held = new HeldMemory()) {
      var clusterApi = clusters.api(cluster).holding(held).within(LIMIT);
      var personApi = apis.as(cluster.server(), cluster.caPem(), token).holding(held).within(LIMIT);
      var tokenRefusalDiagnosis =
          new TokenRefusalDiagnosis(
              client.client().issuerUrl().toString(),
              client.caPem().isPresent(),
              new ApiServerDiagnostics(clusterApi, clock));
      return new TrustProbe(clusterApi, personApi, tokenRefusalDiagnosis).run(token, now);
    }
  }

  /** Refuses a token that is valid elsewhere, at other clusters or at the API of Cluster Share. */
  private static void requireFor(RelyingParty client, Person person, Secret token) {
    Person owner;
    try {
      owner = client.verify(token.reveal());
    } catch (ProblemException e) {
      if (e.type() == TokenProblem.EXPIRED) {
        throw new ProblemException(e, TrustProblem.TRUST_TOKEN_EXPIRED);
      }
      throw e.type() instanceof TokenProblem
          ? new ProblemException(
              e,
              TrustProblem.TRUST_OTHER_CLIENT,
              client.client().clientId(),
              client.client().issuerUrl().toString())
          : e;
    }
    if (!owner.key().equals(person.key())) {
      throw new ProblemException(TrustProblem.TRUST_ANOTHER_PERSON, owner.email());
    }
  }

  /** The client whose tokens the cluster has to accept, if the person may see the cluster. */
  public RelyingParty client(Person person, String projectId, String clusterId) {
    requireGateOpen();
    return clients.of(clusters.require(person, projectId, clusterId, Action.VIEW_CLUSTER));
  }

  /** The cluster, if the person may send their token there. */
  public Cluster requireMayCheck(
      Person person, String projectId, String clusterId, String consent) {
    requireGateOpen();
    var cluster = clusters.require(person, projectId, clusterId, Action.SHARE_CLUSTER);
    clients.requireTokenDestination(cluster, cluster.server());
    if (isTargetChanged(cluster) && !TrustTarget.of(cluster).equals(consent)) {
      throw new ProblemException(
          TrustProblem.TRUST_TARGET_CHANGED, cluster.server().toString(), TrustTarget.of(cluster));
    }
    return cluster;
  }

  /**
   * The result of the last check; empty if there was none since the cluster or the issuer changed.
   */
  public Optional<TrustCheck> last(Person person, String projectId, String clusterId) {
    requireGateOpen();
    var cluster = clusters.require(person, projectId, clusterId, Action.VIEW_CLUSTER);
    return rows.find(clusterId)
        .filter(row -> row.target().equals(TrustTarget.of(cluster)))
        .filter(row -> row.isAbout(clients.registration(cluster)))
        .flatMap(TrustChecks::check);
  }

  /**
   * Whether a cluster's address or CA differs from those to which people's tokens may go. It counts
   * as changed if none is stored, as for clusters of early versions; a person has to consent first.
   */
  public boolean isTargetChanged(Cluster cluster) {
    return !rows.hasTarget(cluster);
  }

  private static Optional<TrustCheck> check(ClusterTrust row) {
    return row.state()
        .flatMap(
            state ->
                row.checkedAt()
                    .map(
                        at ->
                            new TrustCheck(
                                TrustFinding.read(state, row.detail()), at, row.checkedBy())));
  }
}
