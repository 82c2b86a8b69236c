package org.clustershare.cluster.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.cluster.certificate.SigningRequests;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.credentials.SealedRenewal;
import org.clustershare.cluster.credentials.SealedRenewal.OpenedRequest;
import org.clustershare.cluster.credentials.UnsealingException;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.model.StoredRenewal.State;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests the next client certificate from a cluster before the one in use expires. The cluster's
 * administrator approves the request; Cluster Share has no right to approve or sign one, which
 * would be as good as cluster-admin. The certificate in use stays until the next one works.
 */
@ApplicationScoped
public class CertificateRenewal {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateRenewal.class);

  /** For all calls of one step together. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Clusters clusters;
  private final RenewalChanges changes;
  private final CertificateInstallation installation;
  private final SealedCredentials sealed;
  private final SealedRenewal sealedRenewals;
  private final Clock clock;

  @Inject
  CertificateRenewal(
      Clusters clusters,
      RenewalChanges changes,
      CertificateInstallation installation,
      SealedCredentials sealed,
      SealedRenewal sealedRenewals,
      Clock clock) {
    this.clusters = clusters;
    this.changes = changes;
    this.installation = installation;
    this.sealed = sealed;
    this.sealedRenewals = sealedRenewals;
    this.clock = clock;
  }

  /** The certificate of a cluster and the request for its next one. */
  public Renewal of(Person person, String projectId, String clusterId) {
    return renewal(clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER));
  }

  private Renewal renewal(Cluster cluster) {
    return new Renewal(user(cluster), cluster.renewal(), digest(cluster));
  }

  private Optional<String> digest(Cluster cluster) {
    return cluster
        .renewal()
        .filter(renewal -> renewal.state() == State.PENDING)
        .flatMap(renewal -> open(cluster, renewal))
        .map(opened -> SigningRequests.digest(opened.request()));
  }

  private Optional<ClientCertificateUser> user(Cluster cluster) {
    try {
      return ClientCertificateUser.of(sealed.open(cluster).credentials());
    } catch (UnsealingException e) {
      // The page on which people replace the credentials must open all the same.
      return Optional.empty();
    }
  }

  /**
   * Sends a new request, which replaces the former one.
   *
   * @throws ProblemException {@link ClusterProblem#RENEWAL_IMPOSSIBLE} if the credentials are not
   *     the client certificate of a user without groups
   * @throws ClusterException if the cluster does not accept it; {@link RenewalTimer} sends it again
   */
  public Renewal request(Person person, String projectId, String clusterId) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    var user =
        user(cluster).orElseThrow(() -> new ProblemException(ClusterProblem.RENEWAL_IMPOSSIBLE));
    LOG.info("certificate renewal requested: cluster={} by={}", clusterId, person.id());
    return renewal(send(start(cluster, user), requests(cluster)));
  }

  /**
   * Checks the state of a request now.
   *
   * @throws ClusterException if the cluster does not answer, or refuses
   */
  public Renewal check(Person person, String projectId, String clusterId) {
    return renewal(step(clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER)));
  }

  /** Takes the next step for a cluster, if there is one. */
  void step(String clusterId) {
    clusters.find(clusterId).ifPresent(this::step);
  }

  private Cluster step(Cluster cluster) {
    var request = cluster.renewal();
    if (request.isEmpty()) {
      return user(cluster)
          .filter(found -> !clock.instant().isBefore(found.renewalDue()))
          .map(found -> send(start(cluster, found), requests(cluster)))
          .orElse(cluster);
    }
    return switch (request.get().state()) {
      case UNSENT -> send(cluster, requests(cluster));
      case PENDING, UNFIT -> collect(cluster, request.get());
      // A person has to decide whether to send another request.
      case DENIED, FAILED -> cluster;
    };
  }

  /** The request is stored before it is sent: so its key is not lost if the response is. */
  private Cluster start(Cluster cluster, ClientCertificateUser user) {
    var request = SigningRequest.of(user.name());
    return changes.start(
        cluster, sealedRenewals.seal(cluster.id(), request, user.name(), clock.instant()));
  }

  private Cluster send(Cluster cluster, SigningRequests requests) {
    var stored = cluster.renewal();
    if (stored.isEmpty() || stored.get().state() != State.UNSENT) {
      return cluster;
    }
    var opened = open(cluster, stored.get());
    if (opened.isEmpty()) {
      return changes.removeRequest(cluster);
    }
    try {
      if (!requests.send(opened.get().request(), opened.get().user())) {
        return recordForeignRequest(cluster, stored.get());
      }
    } catch (ClusterException e) {
      changes.setState(cluster, State.UNSENT, e.sentence());
      throw e;
    }
    LOG.info(
        "certificate requested: cluster={} request={}", cluster.id(), stored.get().requestName());
    return changes.setState(cluster, State.PENDING, "");
  }

  private Cluster collect(Cluster cluster, StoredRenewal stored) {
    var opened = open(cluster, stored);
    if (opened.isEmpty()) {
      return changes.removeRequest(cluster);
    }
    var requests = requests(cluster);
    var answer = requests.find(opened.get().request(), opened.get().user());
    if (answer.isEmpty()) {
      // Kubernetes deleted it: not approved in time, or approved while Cluster Share was down.
      LOG.info("certificate request is gone: cluster={}", cluster.id());
      return user(cluster).map(user -> send(start(cluster, user), requests)).orElse(cluster);
    }
    return switch (answer.get().outcome()) {
      case PENDING -> cluster;
      case DENIED -> changes.setState(cluster, State.DENIED, answer.get().sentence());
      case FAILED -> changes.setState(cluster, State.FAILED, answer.get().sentence());
      case SIGNED -> installation.install(cluster, opened.get(), answer.get().certificatePem());
      case FOREIGN -> recordForeignRequest(cluster, stored);
    };
  }

  private Cluster recordForeignRequest(Cluster cluster, StoredRenewal stored) {
    LOG.warn(
        "another certificate request has the name: cluster={} request={}",
        cluster.id(),
        stored.requestName());
    return changes.setState(
        cluster, State.FAILED, Message.of("renewal.foreign", stored.requestName()).toString());
  }

  private Optional<OpenedRequest> open(Cluster cluster, StoredRenewal stored) {
    try {
      return Optional.of(sealedRenewals.open(cluster.id(), stored));
    } catch (UnsealingException e) {
      LOG.warn("certificate request dropped: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** For one step: its time starts now. */
  private SigningRequests requests(Cluster cluster) {
    return new SigningRequests(clusters.api(cluster).within(LIMIT));
  }
}
