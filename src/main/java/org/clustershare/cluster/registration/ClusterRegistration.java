package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.ClusterAdded;
import org.clustershare.cluster.ClusterEndpointChanged;
import org.clustershare.cluster.ClusterOwnerChanged;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRemoval;
import org.clustershare.cluster.ClusterRemoval.Removal;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.client.ClientEnrollment;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.kubeconfig.InvalidKubeconfigException;
import org.clustershare.cluster.kubeconfig.UploadedKubeconfig;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.EmailAddress;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.settings.QuotaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adding, changing and removing clusters. */
@ApplicationScoped
public class ClusterRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterRegistration.class);

  @Inject private ClusterRows rows;
  @Inject private Clusters clusters;
  @Inject private Projects projects;
  @Inject private SealedCredentials sealed;
  @Inject private ClientEnrollment clientEnrollment;
  @Inject private ClusterApis apis;
  @Inject private Event<ClusterAdded> added;
  @Inject private Event<ClusterOwnerChanged> ownerChanged;
  @Inject private Event<ClusterEndpointChanged> moved;
  @Inject private Event<ClusterRemoval> removing;
  @Inject private OidcSettings oidc;
  @Inject private QuotaSettings quotas;
  @Inject private AddressPolicy addressPolicy;
  @Inject private RequiredAccess requiredAccess;
  @Inject private Clock clock;

  /**
   * Adds a cluster after it was looked at.
   *
   * @param kubeconfig the file, as it was uploaded
   * @param evenUnverified whether it is kept although the look failed; it then shows that
   * @throws ClusterCheckFailedException when the cluster is not as it has to be; nothing is kept
   *     then
   * @throws ProblemException when the name or the kubeconfig is not accepted; {@link
   *     ClusterProblem#TOO_MANY_CLUSTERS}
   */
  public Cluster add(
      Person person, String projectId, String name, byte[] kubeconfig, boolean evenUnverified) {
    projects.require(person, projectId, Action.ADD_CLUSTER);
    int most = quotas.clustersPerProject();
    // Before the cluster is asked anything; counted again when it is kept.
    rows.requireRoom(projectId, most);
    var checkedName = ClusterFields.name(name);
    var uploaded = read(kubeconfig);
    var report = look(uploaded);
    if (!report.passed() && (!evenUnverified || isNeverReached(uploaded))) {
      throw new ClusterCheckFailedException(report);
    }
    var id = RandomIds.id();
    var now = clock.instant();
    var registration =
        new Registration(id, projectId, checkedName, person.email(), Optional.empty(), now);
    var cluster = new Cluster(registration, stored(id, uploaded));
    // The look took its time: the person may have been removed, or degraded, meanwhile.
    projects.require(person, projectId, Action.ADD_CLUSTER);
    var saved = rows.save(report.passed() ? cluster.verified(now, report.uid()) : cluster, most);
    LOG.info(
        "cluster added: cluster={} project={} by={} verified={}",
        id,
        projectId,
        person.id(),
        report.passed());
    added.fire(new ClusterAdded(id, projectId));
    return saved;
  }

  /** Looks at a cluster that could be added; keeps nothing. */
  public ClusterReport check(Person person, String projectId, byte[] kubeconfig) {
    projects.require(person, projectId, Action.ADD_CLUSTER);
    return look(read(kubeconfig));
  }

  /** Looks at a cluster again; what is found is kept with it. */
  public ClusterReport check(Person person, String projectId, String clusterId) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    var report =
        ClusterCheck.of(
            clusters.api(cluster), needed(sealed.open(cluster).credentials()), cluster.uid());
    rows.change(
        clusterId,
        ExpectedVersion.anything(),
        // What was changed meanwhile was not looked at.
        found -> found.version() == cluster.version() ? checked(found, report) : found);
    return report;
  }

  /**
   * Changes a cluster. New credentials are in use from the next call on; calls that are under way
   * go on with them. When people's kubeconfigs would lead elsewhere, the cluster's shares end: in
   * the same transaction, so that no link ever leads to the new address, and one that cannot be
   * ended keeps the old one.
   *
   * @throws ProblemException as {@link #add}; {@link ClusterProblem#OTHER_CLUSTER} when the
   *     kubeconfig leads to another cluster
   */
  public Cluster change(
      Person person,
      String projectId,
      String clusterId,
      ClusterChange change,
      ExpectedVersion expected) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    expected.check(cluster.version());
    var name = change.name().map(ClusterFields::name);
    var owner = change.owner().map(email -> requireOwner(person, projectId, email));
    change.externalServer().ifPresent(ClusterFields::externalServer);
    var uploaded = change.kubeconfig().map(this::read);
    var report = uploaded.map(this::look);
    var client = change.client().map(wanted -> clientEnrollment.check(cluster, wanted));
    boolean elsewhere = uploaded.filter(file -> SameCluster.isElsewhere(cluster, file)).isPresent();
    boolean asItIs =
        change.acceptUnverified() && !elsewhere && uploaded.filter(this::isNeverReached).isEmpty();
    if (report.isPresent() && !report.get().passed() && !asItIs) {
      throw new ClusterCheckFailedException(report.get());
    }
    // The look took its time: the person may have been removed, or degraded, meanwhile.
    projects.require(person, projectId, Action.CHANGE_CLUSTER);
    var changed =
        rows.change(
            clusterId,
            expected,
            found -> {
              requireSameClient(change, cluster, found);
              var next = name.map(found::withName).orElse(found);
              next = owner.map(next::withOwner).orElse(next);
              if (change.externalServer().isPresent()) {
                next =
                    next.withExternalServer(
                        ClusterFields.externalServer(change.externalServer().get()));
              }
              if (client.isPresent()) {
                next = clientEnrollment.assign(client.get(), next);
              }
              if (uploaded.isPresent()) {
                SameCluster.require(found, uploaded.get(), report.get());
                next = next.withAccess(stored(clusterId, uploaded.get()));
                next = checked(next, report.get());
              }
              if (!target(next).equals(target(found))) {
                moved.fire(new ClusterEndpointChanged(clusterId, person.email()));
              }
              return next;
            });
    LOG.info(
        "cluster changed: cluster={} by={} credentials={} client={} owner={}",
        clusterId,
        person.id(),
        uploaded.isPresent(),
        client.map(ClientEnrollment.CheckedClient::name).orElse("same"),
        owner.map(Person::id).orElse("same"));
    owner.ifPresent(
        email ->
            ownerChanged.fire(new ClusterOwnerChanged(clusterId, cluster.ownerEmail(), email)));
    return changed;
  }

  /**
   * Removes a cluster; its shares end at once.
   *
   * @param cleanup whether what we made in the cluster is taken away from it first
   */
  public Removal remove(
      Person person,
      String projectId,
      String clusterId,
      boolean cleanup,
      ExpectedVersion expected) {
    var cluster = clusters.require(person, projectId, clusterId, Action.REMOVE_CLUSTER);
    expected.check(cluster.version());
    // First: nobody must get a kubeconfig, and no role be repaired, while the cluster is cleaned.
    rows.remove(clusterId, expected);
    var removal = cleanup ? cleaned(cluster) : Removal.NOTHING;
    apis.forget(clusterId);
    LOG.info(
        "cluster removed: cluster={} project={} by={} cleaned={} left={}",
        clusterId,
        projectId,
        person.id(),
        removal.removed().size(),
        removal.left().size());
    return removal;
  }

  /** Where a link leads people: to sign in, and with their kubeconfigs. */
  private record Target(URI issuer, URI server, Optional<String> caPem) {}

  private Target target(Cluster cluster) {
    var issuer = cluster.client().map(StoredClient::issuerUrl);
    return new Target(
        issuer.orElseGet(oidc::issuerUrl), cluster.serverForPeople(), cluster.caPem());
  }

  /** The new client was judged beside the one that was there; a secret of it may go on. */
  private static void requireSameClient(ClusterChange change, Cluster judged, Cluster found) {
    if (change.client().isPresent() && !found.client().equals(judged.client())) {
      throw new ProblemException(PlatformProblem.PRECONDITION_FAILED);
    }
  }

  private Removal cleaned(Cluster cluster) {
    var event = new ClusterRemoval(clusters.api(cluster));
    removing.fire(event);
    return event.result();
  }

  private ClusterReport look(UploadedKubeconfig uploaded) {
    try {
      return ClusterCheck.of(
          apis.of(uploaded.access()), needed(uploaded.access().credentials()), Optional.empty());
    } catch (ClusterException e) {
      throw new ProblemException(e, ClusterProblem.KUBECONFIG_INVALID, e.message());
    }
  }

  /** An address that no later look can reach either: we do not connect to it. */
  private boolean isNeverReached(UploadedKubeconfig uploaded) {
    return addressPolicy.refusalOfLiteral(uploaded.access().server().getHost()).isPresent();
  }

  private List<AccessRight> needed(Credentials credentials) {
    return requiredAccess.forAccount(credentials).rights();
  }

  private Cluster checked(Cluster cluster, ClusterReport report) {
    return report.passed() ? cluster.verified(clock.instant(), report.uid()) : cluster.unverified();
  }

  private StoredAccess stored(String id, UploadedKubeconfig uploaded) {
    var access = uploaded.access();
    return new StoredAccess(
        access.server(),
        access.caPem(),
        sealed.seal(id, access),
        Optional.of(sealed.keyId()),
        uploaded.expiresAt());
  }

  private UploadedKubeconfig read(byte[] kubeconfig) {
    try {
      return UploadedKubeconfig.read(kubeconfig, clock.instant());
    } catch (InvalidKubeconfigException e) {
      throw new ProblemException(ClusterProblem.KUBECONFIG_INVALID, e.message());
    }
  }

  /**
   * The email of a person to whom this one may give clusters. A cluster's owner is bound to its
   * highest role: owners of the project decide, for those who may share.
   *
   * @throws ProblemException {@link ClusterProblem#OWNER_INVALID}, and as {@link Projects#require}
   */
  public String requireOwner(Person person, String projectId, String email) {
    projects.require(person, projectId, Action.CHANGE_CLUSTER_OWNER);
    var trimmed = email.strip();
    if (!EmailAddress.isValid(trimmed)
        || !projects.allowed(EmailAddress.key(trimmed), projectId, Action.SHARE_CLUSTER)) {
      throw new ProblemException(ClusterProblem.OWNER_INVALID);
    }
    return trimmed;
  }
}
