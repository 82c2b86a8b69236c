package org.clustershare.cluster.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.cluster.certificate.IssuedCertificate;
import org.clustershare.cluster.certificate.SigningRequest;
import org.clustershare.cluster.certificate.SigningRequests;
import org.clustershare.cluster.certificate.UnfitCertificateException;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.credentials.SealedRenewal;
import org.clustershare.cluster.credentials.UnsealingException;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.cluster.model.StoredRenewal;
import org.clustershare.cluster.model.StoredRenewal.State;
import org.clustershare.cluster.registration.ClusterCheck;
import org.clustershare.cluster.registration.RequiredAccess;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks clusters for the next client certificate before the one in use ends. The cluster's
 * administrator approves the request; Cluster Share has no right to approve or sign one, which
 * would be as good as cluster-admin. The certificate in use stays until the next one works.
 */
@ApplicationScoped
public class CertificateRenewal {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateRenewal.class);

  /** For all calls of a look at a request together. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Inject private Clusters clusters;
  @Inject private ClusterRows rows;
  @Inject private SealedCredentials sealed;
  @Inject private SealedRenewal sealedRenewals;
  @Inject private ClusterApis apis;
  @Inject private RequiredAccess requiredAccess;
  @Inject private Clock clock;

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
        .flatMap(renewal -> opened(cluster, renewal))
        .map(openedRequest -> SigningRequests.digest(openedRequest.request()));
  }

  private Optional<ClientCertificateUser> user(Cluster cluster) {
    try {
      return ClientCertificateUser.of(sealed.open(cluster).credentials());
    } catch (UnsealingException e) {
      // The page on which new credentials are given must open all the same.
      return Optional.empty();
    }
  }

  /**
   * Sends a new request, in the place of one that may be there.
   *
   * @throws ProblemException {@link ClusterProblem#RENEWAL_IMPOSSIBLE} when the credentials are no
   *     client certificate of a user without groups
   * @throws ClusterException when the cluster does not take it; it is sent again by itself
   */
  public Renewal request(Person person, String projectId, String clusterId) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    var user =
        user(cluster).orElseThrow(() -> new ProblemException(ClusterProblem.RENEWAL_IMPOSSIBLE));
    LOG.info("certificate asked for: cluster={} by={}", clusterId, person.id());
    return renewal(send(begin(cluster, user), requests(cluster)));
  }

  /**
   * Looks now what became of a request.
   *
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public Renewal check(Person person, String projectId, String clusterId) {
    return renewal(step(clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER)));
  }

  /** Does what is to be done next for a cluster, if anything is. */
  void step(String clusterId) {
    clusters.find(clusterId).ifPresent(this::step);
  }

  private Cluster step(Cluster cluster) {
    var request = cluster.renewal();
    if (request.isEmpty()) {
      return user(cluster)
          .filter(found -> !clock.instant().isBefore(found.renewalDue()))
          .map(found -> send(begin(cluster, found), requests(cluster)))
          .orElse(cluster);
    }
    return switch (request.get().state()) {
      case UNSENT -> send(cluster, requests(cluster));
      case PENDING, UNFIT -> received(cluster, request.get());
      // A person has to decide whether to ask again.
      case DENIED, FAILED -> cluster;
    };
  }

  /** The request is kept before it is sent: its key is not lost when the answer is. */
  private Cluster begin(Cluster cluster, ClientCertificateUser user) {
    var next =
        sealedRenewals.seal(
            cluster.id(), SigningRequest.of(user.name()), user.name(), clock.instant());
    return rows.change(
        cluster.id(),
        ExpectedVersion.anything(),
        found ->
            // Another instance, or another person, may have begun in between.
            name(found).equals(name(cluster)) && sameCredentials(found, cluster)
                ? found.withRenewal(Optional.of(next))
                : found);
  }

  private Cluster send(Cluster cluster, SigningRequests requests) {
    var stored = cluster.renewal();
    if (stored.isEmpty() || stored.get().state() != State.UNSENT) {
      return cluster;
    }
    var opened = opened(cluster, stored.get());
    if (opened.isEmpty()) {
      return change(cluster, renewal -> Optional.empty());
    }
    try {
      if (!requests.send(opened.get().request(), opened.get().user())) {
        return foreign(cluster, stored.get());
      }
    } catch (ClusterException e) {
      note(cluster, State.UNSENT, e.sentence());
      throw e;
    }
    LOG.info(
        "certificate requested: cluster={} request={}", cluster.id(), stored.get().requestName());
    return note(cluster, State.PENDING, "");
  }

  private Cluster received(Cluster cluster, StoredRenewal stored) {
    var opened = opened(cluster, stored);
    if (opened.isEmpty()) {
      return change(cluster, renewal -> Optional.empty());
    }
    var requests = requests(cluster);
    var answer = requests.find(opened.get().request(), opened.get().user());
    if (answer.isEmpty()) {
      // Kubernetes deleted it: it was not approved in time, or it was approved while we were away.
      LOG.info("certificate request is gone: cluster={}", cluster.id());
      return user(cluster).map(user -> send(begin(cluster, user), requests)).orElse(cluster);
    }
    return switch (answer.get().outcome()) {
      case PENDING -> cluster;
      case DENIED -> note(cluster, State.DENIED, answer.get().sentence());
      case FAILED -> note(cluster, State.FAILED, answer.get().sentence());
      case SIGNED -> signed(cluster, opened.get(), answer.get().certificatePem());
      case FOREIGN -> foreign(cluster, stored);
    };
  }

  private Cluster foreign(Cluster cluster, StoredRenewal stored) {
    LOG.warn(
        "another certificate request has the name: cluster={} request={}",
        cluster.id(),
        stored.requestName());
    return note(
        cluster, State.FAILED, Message.of("renewal.foreign", stored.requestName()).toString());
  }

  private Cluster signed(
      Cluster cluster, SealedRenewal.OpenedRequest openedRequest, String certificatePem) {
    var request = openedRequest.request();
    try {
      var issued =
          IssuedCertificate.read(
              certificatePem, request.fingerprint(), openedRequest.user(), clock.instant());
      var access =
          new ClusterAccess(
              cluster.server(),
              cluster.caPem(),
              new ClientCertificate(issued.pem(), request.keyPem()));
      var problem = problem(cluster, access, openedRequest.user());
      return problem.isPresent()
          ? note(cluster, State.UNFIT, problem.get().toString())
          : use(cluster, access, issued, openedRequest.user());
    } catch (UnfitCertificateException e) {
      return note(cluster, State.UNFIT, e.sentence());
    }
  }

  /** Why the new certificate does not do what the one in use does; empty when it does. */
  private Optional<Message> problem(Cluster cluster, ClusterAccess access, String user) {
    var api = apis.of(access);
    try {
      if (!new SigningRequests(api.within(LIMIT)).isUser(user)) {
        return Optional.of(Message.of("renewal.unknown-user", user));
      }
    } catch (ClusterException e) {
      return Optional.of(e.message());
    }
    return ClusterCheck.of(
            api, requiredAccess.forAccount(access.credentials()).rights(), cluster.uid())
        .failures()
        .stream()
        .findFirst();
  }

  private Cluster use(
      Cluster cluster, ClusterAccess access, IssuedCertificate issued, String user) {
    var stored =
        new StoredAccess(
            access.server(),
            access.caPem(),
            sealed.seal(cluster.id(), access),
            Optional.of(sealed.keyId()),
            Optional.of(issued.notAfter()));
    var changed =
        rows.change(
            cluster.id(),
            ExpectedVersion.anything(),
            found ->
                name(found).equals(name(cluster)) && sameCredentials(found, cluster)
                    ? found.withAccess(stored)
                    : found);
    if (changed.sealedCredentials().equals(stored.sealedCredentials())) {
      LOG.info(
          "certificate renewed: cluster={} user={} until={}",
          cluster.id(),
          user,
          issued.notAfter());
    }
    return changed;
  }

  private Optional<SealedRenewal.OpenedRequest> opened(Cluster cluster, StoredRenewal stored) {
    try {
      return Optional.of(sealedRenewals.open(cluster.id(), stored));
    } catch (UnsealingException e) {
      LOG.warn("request for a certificate given up: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** For one look: the time runs from here on. */
  private SigningRequests requests(Cluster cluster) {
    return new SigningRequests(clusters.api(cluster).within(LIMIT));
  }

  private Cluster note(Cluster cluster, State state, String detail) {
    return change(cluster, renewal -> renewal.map(found -> found.in(state, detail)));
  }

  private Cluster change(Cluster cluster, UnaryOperator<Optional<StoredRenewal>> change) {
    return rows.change(
        cluster.id(),
        ExpectedVersion.anything(),
        found ->
            name(found).equals(name(cluster))
                ? found.withRenewal(change.apply(found.renewal()))
                : found);
  }

  private static Optional<String> name(Cluster cluster) {
    return cluster.renewal().map(StoredRenewal::requestName);
  }

  private static boolean sameCredentials(Cluster one, Cluster other) {
    return one.sealedCredentials().equals(other.sealedCredentials());
  }
}
