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
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.token.Person;
import org.clustershare.oidc.token.TokenProblem;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.trust.check.TrustFinding.Seen;
import org.clustershare.trust.entity.ClusterTrust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a cluster's API server accepts our issuer's tokens, and as whom.
 *
 * <p>Whoever runs an API server can use a token that reaches it against every other one with the
 * same audience. So a person's token goes only to the cluster that the person asked about, in the
 * request in which they asked, and only while the cluster has the address and the CA that it had
 * when it was added or when somebody last agreed to new ones.
 */
@ApplicationScoped
public class TrustChecks {
  private static final Logger LOG = LoggerFactory.getLogger(TrustChecks.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration WATCH_LIMIT = Duration.ofSeconds(5);

  @Inject private Clusters clusters;
  @Inject private ClusterApis apis;
  @Inject private ClusterTrustRows rows;
  @Inject private ClusterClients clients;
  @Inject private ClusterPrefixes names;
  @Inject private InstallationSettings installation;
  @Inject private Clock clock;

  void remember(@Observes ClusterAdded added) {
    clusters
        .find(added.clusterId())
        .ifPresent(cluster -> rows.change(cluster.id(), target(cluster), row -> {}));
  }

  /** Ends the request like a missing page while the feature gate is closed. */
  public void requireOpen() {
    if (!installation.open(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
      throw new ProblemException(PlatformProblem.NOT_FOUND, "");
    }
  }

  /**
   * Asks the API server now.
   *
   * @param token the person's own ID token, for the client that the cluster trusts
   * @param consent the target that the person agrees to when address or CA changed; else empty
   * @throws ProblemException {@link TrustProblem#TRUST_TARGET_CHANGED} when it changed and the
   *     person did not agree; {@link TrustProblem#TRUST_OTHER_CLIENT} for a token of another
   *     client, which never goes to this cluster; {@link TrustProblem#TRUST_TOKEN_EXPIRED}
   */
  public TrustCheck check(
      Person person, String projectId, String clusterId, Secret token, String consent) {
    var cluster = mayCheck(person, projectId, clusterId, consent);
    var client = clients.of(cluster);
    requireFor(client, person, token);
    var now = clock.instant();
    var trustFinding = look(cluster, client, token, now);
    rows.change(
        cluster.id(),
        target(cluster),
        row -> {
          row.moveTo(target(cluster));
          found(row, client.client(), trustFinding, person.email(), now);
        });
    trustFinding.seen().flatMap(Seen::prefixes).ifPresent(seen -> names.follow(clusterId, seen));
    LOG.info(
        "trust checked: cluster={} state={} by={}",
        clusterId,
        trustFinding.state().key(),
        person.id());
    return new TrustCheck(trustFinding, now, person.email());
  }

  private TrustFinding look(Cluster cluster, RelyingParty client, Secret token, Instant now) {
    try (var held = new HeldMemory()) {
      var ours = clusters.api(cluster).holding(held).within(LIMIT);
      var theirs = apis.as(cluster.server(), cluster.caPem(), token).holding(held).within(LIMIT);
      var tokenRefusalDiagnosis =
          new TokenRefusalDiagnosis(
              client.client().issuerUrl().toString(),
              client.caPem().isPresent(),
              new ApiServerDiagnostics(ours, clock));
      return new TrustProbe(ours, theirs, tokenRefusalDiagnosis).look(token, now);
    }
  }

  /** A token that is good elsewhere, at other clusters or at our API, is not for this cluster. */
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

  /** The client whose tokens the cluster has to accept, for those who may see the cluster. */
  public RelyingParty client(Person person, String projectId, String clusterId) {
    requireOpen();
    return clients.of(clusters.require(person, projectId, clusterId, Action.VIEW_CLUSTER));
  }

  /**
   * Looks at a cluster's flags, without a token: nobody's may be used while nobody asks. So this
   * finds what became wrong, and never that a cluster is trusted; where it found a cluster wrong
   * and the flags fit now, that is forgotten.
   */
  public void watch(String clusterId) {
    clusters
        .find(clusterId)
        .filter(cluster -> !moved(cluster))
        .ifPresent(
            cluster -> {
              try (var held = new HeldMemory()) {
                watch(cluster, clusters.api(cluster, held).within(WATCH_LIMIT));
              }
            });
  }

  private void watch(Cluster cluster, ClusterApi api) {
    var around = new ApiServerDiagnostics(api, clock);
    var known = around.flags().filter(flags -> flags.configuration().isEmpty());
    if (known.isPresent()) {
      var client = clients.of(cluster);
      var own = client.client();
      var tokenRefusalDiagnosis =
          new TokenRefusalDiagnosis(own.issuerUrl().toString(), client.caPem().isPresent(), around);
      watched(cluster, own, tokenRefusalDiagnosis.withoutToken(own.clientId()));
    }
  }

  private void watched(Cluster cluster, ClientRegistration client, Optional<TrustFinding> wrong) {
    rows.change(
        cluster.id(),
        target(cluster),
        row -> {
          if (wrong.isPresent()) {
            // What a person's look found has the API server's own words.
            if (!isAbout(row, client) || !row.state().equals(wrong.map(TrustFinding::state))) {
              found(row, client, wrong.get(), "", clock.instant());
            }
          } else if (row.checkedBy().isEmpty()) {
            row.forget();
          }
        });
  }

  /** The cluster, when the person may send their token there. */
  public Cluster mayCheck(Person person, String projectId, String clusterId, String consent) {
    requireOpen();
    var cluster = clusters.require(person, projectId, clusterId, Action.SHARE_CLUSTER);
    clients.requireTokensMayGoTo(cluster, cluster.server());
    if (moved(cluster) && !target(cluster).equals(consent)) {
      throw new ProblemException(
          TrustProblem.TRUST_TARGET_CHANGED, cluster.server().toString(), target(cluster));
    }
    return cluster;
  }

  /** What the last look found; empty when nobody looked since the cluster or the issuer changed. */
  public Optional<TrustCheck> last(Person person, String projectId, String clusterId) {
    requireOpen();
    var cluster = clusters.require(person, projectId, clusterId, Action.VIEW_CLUSTER);
    return rows.find(clusterId)
        .filter(row -> row.target().equals(target(cluster)))
        .filter(row -> isAbout(row, clients.registration(cluster)))
        .flatMap(TrustChecks::look);
  }

  /**
   * Whether a cluster's address or CA is not the one that people's tokens may go to. Where none was
   * kept, as for a cluster that is older than that, nobody knows; somebody has to agree first.
   */
  public boolean moved(Cluster cluster) {
    return rows.find(cluster.id()).filter(row -> row.target().equals(target(cluster))).isEmpty();
  }

  private static boolean isAbout(ClusterTrust row, ClientRegistration client) {
    return row.isAbout(client.issuerUrl().toString(), client.clientId());
  }

  private static void found(
      ClusterTrust row,
      ClientRegistration client,
      TrustFinding trustFinding,
      String by,
      Instant at) {
    row.found(
        client.issuerUrl().toString(),
        client.clientId(),
        trustFinding.state(),
        trustFinding.json().toString(),
        by,
        at);
  }

  private static Optional<TrustCheck> look(ClusterTrust row) {
    return row.state()
        .flatMap(
            state ->
                row.checkedAt()
                    .map(
                        at ->
                            new TrustCheck(
                                TrustFinding.read(state, row.detail()), at, row.checkedBy())));
  }

  /** The SHA-256 of a cluster's CA, in short, for people to compare. */
  public static String fingerprint(Cluster cluster) {
    return cluster.caPem().map(pem -> Sha256.hex(pem).substring(0, 16)).orElse("-");
  }

  /** What names an address and CA: SHA-256, hex. */
  public static String target(Cluster cluster) {
    return Sha256.hex(cluster.server() + "\n" + cluster.caPem().orElse(""));
  }
}
