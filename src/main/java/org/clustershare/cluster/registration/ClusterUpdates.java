package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.clustershare.cluster.ClusterEndpointChanged;
import org.clustershare.cluster.ClusterOwnerChanged;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.client.ClientEnrollment;
import org.clustershare.cluster.client.ClientEnrollment.CheckedClient;
import org.clustershare.cluster.kubeconfig.UploadedKubeconfig;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.EmailAddress;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes to registered clusters, see {@link ClusterRegistration#change}. */
@ApplicationScoped
class ClusterUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterUpdates.class);

  private final ClusterRows rows;
  private final Clusters clusters;
  private final Projects projects;
  private final ClientEnrollment clientEnrollment;
  private final KubeconfigCheck kubeconfigs;
  private final Event<ClusterOwnerChanged> ownerChanged;
  private final Event<ClusterEndpointChanged> endpointChanged;
  private final OidcSettings oidc;
  private final Clock clock;

  /**
   * A change that was checked against the cluster as it was before.
   *
   * @param before the cluster at the time of the check
   * @param registration sets name, owner and external address
   */
  private record CheckedChange(
      Cluster before,
      UnaryOperator<Cluster> registration,
      Optional<String> owner,
      Optional<CheckedClient> client,
      Optional<CheckedKubeconfig> kubeconfig) {}

  private record CheckedKubeconfig(UploadedKubeconfig file, ClusterReport report) {}

  @Inject
  ClusterUpdates(
      ClusterRows rows,
      Clusters clusters,
      Projects projects,
      ClientEnrollment clientEnrollment,
      KubeconfigCheck kubeconfigs,
      Event<ClusterOwnerChanged> ownerChanged,
      Event<ClusterEndpointChanged> endpointChanged,
      OidcSettings oidc,
      Clock clock) {
    this.rows = rows;
    this.clusters = clusters;
    this.projects = projects;
    this.clientEnrollment = clientEnrollment;
    this.kubeconfigs = kubeconfigs;
    this.ownerChanged = ownerChanged;
    this.endpointChanged = endpointChanged;
    this.oidc = oidc;
    this.clock = clock;
  }

  Cluster change(
      Person person,
      String projectId,
      String clusterId,
      ClusterChange change,
      ExpectedVersion expected) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    expected.check(cluster.version());
    var checked = check(person, cluster, change);
    // The check took time: the person may have been removed or degraded meanwhile.
    projects.require(person, projectId, Action.CHANGE_CLUSTER);
    var changed =
        rows.change(
            clusterId, expected, found -> applied(checked, found, person), ClusterChangeEvent::of);
    LOG.info(
        "cluster changed: cluster={} by={} credentials={} client={} owner={}",
        clusterId,
        person.id(),
        checked.kubeconfig().isPresent(),
        checked.client().map(CheckedClient::name).orElse("same"),
        checked.owner().map(Person::id).orElse("same"));
    checked
        .owner()
        .ifPresent(
            email ->
                ownerChanged.fire(new ClusterOwnerChanged(clusterId, cluster.ownerEmail(), email)));
    return changed;
  }

  private CheckedChange check(Person person, Cluster cluster, ClusterChange change) {
    var name = change.name().map(ClusterFields::name);
    var owner = change.owner().map(email -> requireOwner(person, cluster.projectId(), email));
    change.externalServer().ifPresent(ClusterFields::externalServer);
    var kubeconfig =
        change
            .kubeconfig()
            .map(kubeconfigs::read)
            .map(file -> new CheckedKubeconfig(file, kubeconfigs.check(file)));
    var client = change.client().map(wanted -> clientEnrollment.check(cluster, wanted));
    kubeconfig.ifPresent(checked -> requireUsable(cluster, checked, change.acceptUnverified()));
    UnaryOperator<Cluster> registration =
        found -> {
          var named = name.map(found::withName).orElse(found);
          var owned = owner.map(named::withOwner).orElse(named);
          return change.externalServer().isPresent()
              ? owned.withExternalServer(
                  ClusterFields.externalServer(change.externalServer().get()))
              : owned;
        };
    return new CheckedChange(cluster, registration, owner, client, kubeconfig);
  }

  private void requireUsable(Cluster cluster, CheckedKubeconfig checked, boolean acceptUnverified) {
    boolean acceptable =
        acceptUnverified
            && !SameCluster.isElsewhere(cluster, checked.file())
            && !kubeconfigs.isAddressRefused(checked.file());
    if (!checked.report().passed() && !acceptable) {
      throw new ClusterCheckFailedException(checked.report());
    }
  }

  /** The changed cluster; runs in the transaction of its row. */
  private Cluster applied(CheckedChange change, Cluster found, Person person) {
    if (change.client().isPresent() && !found.client().equals(change.before().client())) {
      // The new client may keep the secret of the former one.
      throw new ProblemException(PlatformProblem.PRECONDITION_FAILED);
    }
    var next = change.registration().apply(found);
    if (change.client().isPresent()) {
      next = clientEnrollment.assign(change.client().get(), next);
    }
    if (change.kubeconfig().isPresent()) {
      var checked = change.kubeconfig().get();
      SameCluster.require(found, checked.file(), checked.report());
      var access = kubeconfigs.seal(found.id(), checked.file());
      next = checked.report().applyTo(next.withAccess(access), clock.instant());
    }
    if (!endpoint(next).equals(endpoint(found))) {
      endpointChanged.fire(new ClusterEndpointChanged(found.id(), person.email()));
    }
    return next;
  }

  /** The destinations of a share link: where people sign in, and where kubeconfigs lead. */
  private record Endpoint(URI issuer, URI server, Optional<String> caPem) {}

  private Endpoint endpoint(Cluster cluster) {
    var issuer = cluster.client().map(StoredClient::issuerUrl);
    return new Endpoint(
        issuer.orElseGet(oidc::issuerUrl), cluster.serverForPeople(), cluster.caPem());
  }

  String requireOwner(Person person, String projectId, String email) {
    projects.require(person, projectId, Action.CHANGE_CLUSTER_OWNER);
    var trimmed = email.strip();
    if (!EmailAddress.isValid(trimmed)
        || !projects.allowed(EmailAddress.key(trimmed), projectId, Action.SHARE_CLUSTER)) {
      throw new ProblemException(ClusterProblem.OWNER_INVALID);
    }
    return trimmed;
  }
}
